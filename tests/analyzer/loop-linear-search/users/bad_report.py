"""The helper that walks a list stands in another file."""
from lookup import find_user, user_name
import lookup


def report(users, orders):
    lines = []
    for order in orders:
        user = find_user(users, order.user)  # expect: loop-linear-search
        lines.append((order.id, user.name))
    return lines


def names(users, orders):
    return [user_name(users, o.user) for o in orders]  # expect: loop-linear-search


def by_module(users, orders):
    for order in orders:
        yield lookup.find_user(users, order.user)  # expect: loop-linear-search
