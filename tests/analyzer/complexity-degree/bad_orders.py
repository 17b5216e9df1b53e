def total(orders):
    return sum(order.price for order in orders)


def matched(orders, customers):
    found = []
    for order in orders:
        for customer in customers:      # expect: complexity-degree
            if customer.id == order.customer:
                found.append(customer)
    return found
