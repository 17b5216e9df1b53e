from django.db.models import Prefetch, prefetch_related_objects

from .models import Customer, Line, Order


def names():
    return [order.customer.name for order in Order.objects.select_related("customer")]


def later():
    orders = Order.objects.filter(paid=True)
    orders = orders.select_related("customer__city")
    for order in orders:
        print(order.customer.city.name, order.customer.name)


def all_of_them():
    return [line.order for line in Line.objects.select_related().all()]


def lines():
    for order in Order.objects.prefetch_related("line_set", "tags"):
        print(order.line_set.all(), order.tags.all())


def cheap_lines():
    query = Line.objects.filter(price__lt=3)
    for order in Order.objects.prefetch_related(Prefetch("line_set", queryset=query)):
        print(order.line_set.all())


def by_hand():
    orders = list(Order.objects.all())
    prefetch_related_objects(orders, "customer")
    return [order.customer.name for order in orders]


def keys():
    """The key of the other row is in this one."""
    return [order.customer_id for order in Order.objects.all()]


def values():
    return [row["customer"] for row in Order.objects.values("customer")]


def given(customer):
    """What is given a value is not asked for."""
    for order in Order.objects.filter(paid=False):
        order.customer = customer
        order.save()


def managers():
    """Nothing is asked until something is called on it."""
    return {order.pk: order.tags for order in Order.objects.all()}


def one(pk):
    order = Order.objects.get(pk=pk)
    return order.customer.name


def unknown(rows):
    return [row.customer for row in rows]


def first_two():
    return [order.customer.name for order in Order.objects.all()[:2]]


def joined(*orders):
    return [order.customer.name for order in orders]


def one(pk):
    return joined(Order.objects.filter(pk=pk).first())


def cached():
    return [order.tag_names for order in Order.objects.all()]


def changed():
    for order in Order.objects.all():
        order.tags.filter(old=True).delete()


def one_row(key):
    return [order.customer.name for order in Order.objects.filter(slug=key)]


def given(customer):
    for order in Order.objects.all():
        order.customer = customer
        signed(order)


def signed(order):
    return order.customer.name


def refused():
    for order in Order.objects.all():
        if order.price < 0:
            raise ValueError(order.customer.name)


class Bill:
    def __init__(self, customer, price):
        self.customer = customer
        self.price = price


def made_of_rows():
    bills = tuple(Bill(order.customer_id, order.price) for order in Order.objects.all())
    return [bill.customer.name for bill in bills]
