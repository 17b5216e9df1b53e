"""Every element of one list compared with every element of another."""


def match(orders, customers):
    result = []
    for order in orders:
        for customer in customers:
            if customer.id == order.customer_id:
                result.append((order, customer))
    return result


def through_a_variable(orders, customers):
    for order in orders:
        wanted = order.customer_id
        for customer in customers:
            if wanted == customer.id:
                order.customer = customer
                break


def pairs(points):
    best = None
    for a in points:
        for b in points:  # expect: loop-nested
            d = a.distance(b)
            if best is None or d < best:
                best = d
    return best


def by_index(items):
    doubles = []
    for i in range(len(items)):
        for j in range(i + 1, len(items)):  # expect: loop-nested
            if items[i] == items[j]:
                doubles.append(items[i])
    return doubles


def in_a_comprehension(orders, customers):
    return [(o, c) for o in orders for c in customers if o.customer == c.id]
