"""Loop here, query there: found through the package's own re-export."""
from shop import fetch_name
from . import db
from .db import fetch_name as name_of


def by_reexport(orders):
    return [fetch_name(o.customer) for o in orders]  # expect: loop-query-indirect


def by_module(orders):
    for order in orders:
        print(db.fetch_name(order.customer))  # expect: loop-query-indirect


def by_new_name(orders):
    for order in orders:
        print(name_of(order.customer))  # expect: loop-query-indirect
