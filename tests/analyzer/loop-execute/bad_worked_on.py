"""Saved as they are, or worked on one by one."""
from shop.models import Order


def close():
    for order in Order.objects.filter(paid=True):
        order.closed = True
        order.save()  # expect: loop-execute


def check():
    for order in Order.objects.filter(paid=True):
        order.closed = True
        order.clean()
        order.save()  # note: loop-execute
