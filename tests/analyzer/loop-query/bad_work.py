"""A turn that saves, sends, or is for one kind of rows only is a piece of work of its own; what somebody chose is little."""
import click
import sqlite3

from shop.models import Customer, Letter, Order


def send_letters(rows: sqlite3.Cursor, post):
    for row in rows:
        customer = Customer.objects.get(pk=row[0])  # note: loop-query
        post.send_letter(customer)


def close(rows: sqlite3.Cursor):
    for row in rows:
        customer = Customer.objects.get(pk=row[0])  # note: loop-query
        customer.open = False
        customer.save()


def of_one_kind(rows: sqlite3.Cursor):
    total = 0
    for row in rows:
        if row.kind == "large":
            total += Letter.objects.filter(row=row.key).count()  # note: loop-query
        else:
            total += 1
    return total


@click.command()
@click.option("--late")
def remind(late):
    for order in Order.objects.filter(late=True):
        print(Letter.objects.filter(order=order).count())  # note: loop-query


def chosen(request):
    for order in Order.objects.filter(pk__in=request.POST.getlist("order")):
        print(Letter.objects.filter(order=order).count())  # note: loop-query


def of_one_day(customer, shop):
    orders = Order.objects.filter(customer=customer, shop=shop)
    for order in orders:
        print(Letter.objects.filter(order=order).count())  # note: loop-query


def all_letters():
    for order in Order.objects.filter(late=True):
        print(Letter.objects.filter(order=order).count())  # expect: loop-query
