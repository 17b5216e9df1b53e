def matched(orders, customers):
    by_id = {customer.id: customer for customer in customers}
    return [by_id[order.customer] for order in orders if order.customer in by_id]


def lines(orders):
    return [line for order in orders for line in order.lines]
