"""Rows of a query that are saved one by one."""
from shop.models import Order, Site


def by_variable(site):
    orders = Order.objects.filter(site=site)
    for order in orders:
        order.refresh_totals()
        order.save(update_fields=["total"])  # expect: loop-execute


def of_a_relation(site: Site):
    for order in site.orders.all():
        order.open = False
        order.save()  # expect: loop-execute


def of_any_model(models, site):
    for model in models:
        rows = model.objects.filter(site=site)
        for row in rows:  # expect: loop-query
            row.site = None
            row.save()  # expect: loop-execute
