def total(orders):
    return sum(order.price for order in orders)


def matched(orders, customers):
    found = []
    for order in orders:
        found.append(order.customer)
    return found
