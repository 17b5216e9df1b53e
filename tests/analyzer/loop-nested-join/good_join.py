"""Nests that do no more than there is to do."""

SIZES = ("s", "m", "l")


def owned(orders):
    total = 0
    for order in orders:
        for line in order.lines:
            if line.order == order.id:
                total += line.price
    return total


def owned_by_call(shops):
    for shop in shops:
        orders = shop.load_orders()
        for order in orders:
            if order.shop == shop.id:
                yield order


def matrix(m, n):
    total = 0
    for i in range(n):
        for j in range(n):
            total += m[i][j]
    return total


def transposed(m):
    result = []
    for i in range(len(m[0])):
        row = []
        for j in range(len(m)):
            row.append(m[j][i])
        result.append(row)
    return result


def rows_and_cells(table):
    for row in table:
        for cell in row:
            if cell == row[0]:
                print(cell)


def small(orders):
    for order in orders:
        for size in SIZES:
            if order.size == size:
                print(size)


def literal(orders):
    for order in orders:
        for size in ("s", "m", "l"):
            if order.size == size:
                print(size)


def all_combinations(colours, sizes):
    return [(c, s) for c in colours for s in sizes]


def twice_in_a_row(orders):
    for order in orders:
        order.check()
    for order in orders:
        order.pay()


def with_a_dict(orders, customers):
    by_id = {}
    for customer in customers:
        by_id[customer.id] = customer
    for order in orders:
        order.customer = by_id.get(order.customer_id)


def retries(orders):
    for order in orders:
        for attempt in range(3):
            if order.send() == order.id:
                break


def grouped(groups):
    for name, members in groups.items():
        for member in members:
            if member.group == name:
                print(member)


def first_only(orders, customers):
    for order in orders:
        if order.urgent:
            for customer in customers:
                if customer.id == order.customer_id:
                    print(customer)
            break


def characters(lines, marks: str):
    for line in lines:
        for mark in marks:
            if line.mark == mark:
                print(line)


def shared_iterator(lines):
    characters = iter(lines)
    for a in characters:
        for b in characters:
            if a == b:
                break


def all_pairs_wanted(letters: list):
    return [a + b for a in letters for b in letters]


def friendships(store, load):
    users = load()
    for user in users:
        for other in users:
            if user == other:
                continue
            store.add(user, other)


def routes(sources: list, targets: list):
    return [(a, b) for a in sources for b in targets if a != b]
