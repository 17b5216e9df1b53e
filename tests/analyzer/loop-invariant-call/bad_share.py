"""The same computation on every turn."""


def relative(values: list):
    return [value / max(values) for value in values]  # expect: loop-invariant-call


def known(orders, customers: list):
    for order in orders:
        if order.name in sorted(customers):  # expect: loop-invariant-call
            yield order


def total_of(lines):
    total = 0
    for line in lines:
        total += line.price
    return total


def shares(customers, lines):
    return [customer.paid / total_of(lines) for customer in customers]  # expect: loop-invariant-call


class Shop:
    def __init__(self):
        self.orders = []

    def add(self, order):
        self.orders.append(order)

    def turnover(self):
        return sum(order.price for order in self.orders)

    def report(self, customers):
        for customer in customers:
            print(customer.name, customer.paid / self.turnover())  # expect: loop-invariant-call
