import sqlite3

conn = sqlite3.connect("shop.db")


def forget(ids, table):
    """A batch at a time."""
    while ids:
        batch = ids[:100]
        ids = ids[100:]
        conn.execute("DELETE FROM orders WHERE id IN (%s)" % ",".join("?" * len(batch)), batch)


def usage(get_models, locale):
    """As many as somebody defined."""
    n = 0
    for model in get_models():
        n += model.objects.filter(locale=locale).count()
    return n
