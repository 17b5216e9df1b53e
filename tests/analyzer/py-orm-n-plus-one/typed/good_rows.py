from django.db.models import Prefetch, prefetch_related_objects

from .models import Customer, Order, OrderLine


def by_relation(key):
    customer = Customer.objects.get(pk=key)
    for order in customer.orders.select_related("seller"):
        print(order.seller.city_id, order.customer)


def by_name(order_lines):
    for order_line in order_lines:
        print(order_line.product)


def by_way():
    for order in Order.objects.prefetch_related("lines", "lines__product"):
        for line in order.lines.all():
            print(line.product.title)


def by_own_query():
    lines = Prefetch("lines", queryset=OrderLine.objects.select_related("product"))
    for order in Order.objects.prefetch_related(Prefetch("lines", queryset=OrderLine.objects.select_related("product"))):
        for line in order.lines.all():
            print(line.product.title)
    return lines


def loaded_later():
    orders = list(Order.objects.all())
    prefetch_related_objects(orders, "customer")
    for order in orders:
        print(order.customer.city_id)


def of_what_is_handed_in(models):
    Line = models.get_model("shop", "OrderLine")
    for order_line in Line.objects.select_related("product"):
        print(order_line.product.title)


def many_ways(query):
    query = query.filter(a=1)
    query = query.filter(b=query)
    query = query.exclude(c=query.filter(d=1))
    query = query.order_by("e")
    query = query.filter(f=query).exclude(g=query).distinct()
    for thing in query:
        print(thing)
