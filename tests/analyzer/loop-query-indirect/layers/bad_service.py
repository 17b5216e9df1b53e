"""Through an object kept in an attribute, a method and its base class."""
from repository import Customers


class Service:
    def __init__(self):
        self.customers = Customers("shop.db")

    def names(self, orders):
        result = []
        for order in orders:
            result.append(self.customers.name(order.customer))  # expect: loop-query-indirect
        return result
