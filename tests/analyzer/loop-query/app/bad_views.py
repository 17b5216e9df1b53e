"""Managers of models of one's own, with a manager class and without."""
from .models import Customer, Order


def names(orders):
    found = []
    for order in orders:
        found.append(Customer.objects.get(pk=order.customer_id).name)  # expect: loop-query
    return found


def latest(customers):
    return [Order.objects.filter(customer=c).order_by("-id").first() for c in customers]  # expect: loop-query


def nested():
    total = 0
    for customer in Customer.objects.all():
        total += Order.objects.filter(customer=customer).count()  # expect: loop-query
    return total
