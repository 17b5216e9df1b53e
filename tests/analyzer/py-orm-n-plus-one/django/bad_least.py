"""Where the related row is the least of what a turn asks for."""
from .models import Order


def saved():
    for order in Order.objects.all():
        order.save_signed()  # note: py-orm-n-plus-one


def deep():
    for order in Order.objects.all():
        shown(order)  # note: py-orm-n-plus-one


def shown(order):
    return named(order)


def named(order):
    return order.customer.name
