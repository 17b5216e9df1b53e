"""Near misses: loops around queries that are as they should be."""
import sqlite3
import time


def once(conn: sqlite3.Connection, orders):
    rows = conn.execute("SELECT id, name FROM customers").fetchall()
    names = dict(rows)
    return [names[o.customer] for o in orders]


def iterates_the_result(conn: sqlite3.Connection):
    total = 0
    for (amount,) in conn.execute("SELECT amount FROM orders"):
        total += amount
    return total


def all_rows_at_once(conn: sqlite3.Connection, batches):
    for rows in batches:
        conn.executemany("INSERT INTO t VALUES (?)", rows)


def in_batches(conn: sqlite3.Connection, ids):
    names = {}
    for start in range(0, len(ids), 500):
        part = ids[start:start + 500]
        marks = ",".join("?" * len(part))
        for key, name in conn.execute("SELECT id, name FROM c WHERE id IN (%s)" % marks, part):
            names[key] = name
    return names


def by_chunk(conn: sqlite3.Connection, chunks):
    for chunk in chunks:
        conn.execute("DELETE FROM t WHERE id IN (SELECT value FROM json_each(?))", (chunk,))


def pages(conn: sqlite3.Connection):
    offset = 0
    while True:
        rows = conn.execute("SELECT id FROM t ORDER BY id LIMIT 100 OFFSET ?", (offset,)).fetchall()
        if not rows:
            break
        offset += len(rows)
    return offset


def retries(conn: sqlite3.Connection, order):
    for attempt in range(3):
        try:
            conn.execute("UPDATE orders SET done = 1 WHERE id = ?", (order,))
            break
        except sqlite3.OperationalError:
            time.sleep(0.1)


def leaves_at_once(conn: sqlite3.Connection, orders):
    for order in orders:
        if order.broken:
            return conn.execute("SELECT note FROM notes WHERE id = ?", (order.id,)).fetchone()
    return None


def three_tables(conn: sqlite3.Connection):
    for table in ("orders", "lines", "customers"):
        conn.execute("DELETE FROM " + table)


def set_up(conn: sqlite3.Connection, tables):
    for table in tables:
        conn.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER)")


def runs_a_script(conn: sqlite3.Connection, statements):
    for statement in statements:
        conn.execute(statement)


def event_loop(queue, conn: sqlite3.Connection):
    while True:
        message = queue.get()
        if message is None:
            time.sleep(1)
            continue
        conn.execute("INSERT INTO log VALUES (?)", (message,))


def on_errors_only(conn: sqlite3.Connection, orders):
    for order in orders:
        try:
            order.check()
        except ValueError as e:
            conn.execute("INSERT INTO errors VALUES (?, ?)", (order.id, str(e)))


def asks_each_shard(connections, key):
    found = []
    for conn in connections:
        found += conn.execute("SELECT v FROM t WHERE k = ?", (key,)).fetchall()
    return found


def not_a_database(tasks, names):
    for name in names:
        tasks.execute(name)


def with_a_cache(conn: sqlite3.Connection, orders):
    names = {}
    for order in orders:
        if order.customer not in names:
            names[order.customer] = conn.execute("SELECT name FROM c WHERE id = ?", (order.customer,)).fetchone()
    return names


def known_to_be_two(conn: sqlite3.Connection, sides):
    for side in sides:
        conn.execute("SELECT 1 FROM t WHERE side = ?", (side,))  # weir: ignore[loop-query] left and right


def counts_by_table(conn: sqlite3.Connection, table_names):
    counts = {}
    for name in table_names:
        counts[name] = conn.execute("SELECT count(*) FROM %s" % name).fetchone()[0]
    return counts


FUNCTIONS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s"]


def which_exist(conn: sqlite3.Connection):
    return [f for f in FUNCTIONS if conn.execute("SELECT %s()" % f)]
