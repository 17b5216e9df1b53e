"""Sorted once, or each turn's own list."""


def ranking(results):
    table = [result.points for result in results]
    table.sort()
    return table


def own(orders):
    for order in orders:
        lines = []
        lines.append(order.first)
        lines.sort()
        order.print(lines)


def another_order(tables: list, keys):
    for key in keys:
        tables.sort(key=key)
        print(tables[0])
