"""Rows of one parent, rows that somebody ticked, and turns that do more than to ask."""
from .models import Customer, Order


def of_one(customer):
    for order in Order.objects.filter(customer=customer):
        print(order.customer.name)  # note: py-orm-n-plus-one


def ticked(request):
    orders = Order.objects.filter(pk__in=request.POST.getlist("order"))
    return [order.customer for order in orders]  # note: py-orm-n-plus-one


def ticked_before(request):
    keys = request.POST.getlist("order")
    orders = Order.objects.filter(pk__in=keys)
    return [order.customer for order in orders]  # note: py-orm-n-plus-one


def reminded(post):
    for order in Order.objects.filter(paid=False):
        post.send_letter(order.customer)  # note: py-orm-n-plus-one


def bit_by_bit(customer):
    for order in Order.objects.filter(customer=customer).iterator():
        print(order.customer.name)  # expect: py-orm-n-plus-one


def addresses(request):
    for customer in Customer.objects.filter(name__startswith=request.GET["name"]):
        print(customer.address)  # expect: py-orm-n-plus-one
