"""Once before the loop."""
from .db import fetch_name


def title(orders, owner):
    name = fetch_name(owner)
    return ["%s %s" % (name, o.id) for o in orders]
