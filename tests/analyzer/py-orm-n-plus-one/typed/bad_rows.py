"""Rows that are known by types, by a relation of another row, or by their name."""
from django.db.models import QuerySet, prefetch_related_objects

from .models import Customer, Order, OrderLine


def by_annotation(orders: "QuerySet[Order]"):
    return [order.customer.city for order in orders]  # note: py-orm-n-plus-one


def by_list(orders: list[Order] | None = None):
    for order in orders or []:
        print(order.customer.city)  # note: py-orm-n-plus-one


def by_table():
    by_id = {order.id: order for order in Order.objects.all()}
    for key, order in by_id.items():
        print(key, order.customer.city)  # note: py-orm-n-plus-one


def by_relation(key):
    customer = Customer.objects.get(pk=key)
    for order in customer.orders.all():
        print(order.seller.city)  # note: py-orm-n-plus-one


def by_name(order_lines):
    for order_line in order_lines:
        print(order_line.product.title)  # note: py-orm-n-plus-one


def by_way():
    for order in Order.objects.prefetch_related("lines"):
        for line in order.lines.all():
            print(line.product.title)  # expect: py-orm-n-plus-one


def others_loaded():
    orders = list(Order.objects.all())
    prefetch_related_objects(orders, "seller")
    for order in orders:
        print(order.customer.city)  # expect: py-orm-n-plus-one
