"""Computed once, changed meanwhile, kept, or short."""
import functools

SIZES = [1, 2, 3]


def relative(values: list):
    largest = max(values)
    return [value / largest for value in values]


def running(values: list):
    seen = []
    for value in values:
        seen.append(value)
        print(max(seen))


def copies(header: list, rows):
    out = []
    for row in rows:
        out.append(list(header))
        out[-1].append(row)
    return out


def changed_copy(header: list, rows):
    for row in rows:
        line = list(header)
        line.append(row)
        print(line)


def small(rows):
    return [row / max(SIZES) for row in rows]


def other_each_turn(orders):
    return [max(order.prices) for order in orders]


def consumed(rows, more):
    for row in rows:
        print(row, sum(more.read(row)))


class Shop:
    def __init__(self):
        self.orders = []
        self.log = []

    def add(self, order):
        self.orders.append(order)

    def turnover(self):
        return sum(order.price for order in self.orders)

    def noted(self):
        self.log.append(len(self.orders))
        return sum(order.price for order in self.orders)

    @functools.lru_cache
    def remembered(self):
        return sum(order.price for order in self.orders)

    def fill(self, orders):
        for order in orders:
            self.add(order)
            print(self.turnover())

    def report(self, customers):
        for customer in customers:
            print(self.noted())
            print(self.remembered())

    def discounts(self, customers):
        for order in self.orders:
            order.price = order.price - 1
            print(self.turnover())

    def only_once(self, customers):
        for customer in customers:
            if customer.asks:
                return self.turnover()
        return 0


def read_again(paths, load):
    for path in paths:
        print(load(path), sum(load(path)))


def clamped(rows, y, top):
    out = []
    for row in rows:
        if row > min(y, top):
            out.append(row)
    return out
