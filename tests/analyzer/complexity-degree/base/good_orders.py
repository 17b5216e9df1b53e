def matched(orders, customers):
    found = []
    for order in orders:
        for customer in customers:
            if customer.id == order.customer:
                found.append(customer)
    return found


def lines(orders):
    return [order.name for order in orders]
