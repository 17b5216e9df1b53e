"""Described lazily, evaluated once."""
import redis

from shop.models import Customer


def one_query(orders):
    customers = Customer.objects.filter(pk__in=[o.customer_id for o in orders])
    return {c.pk: c.name for c in customers}


def only_described(filters):
    query = Customer.objects.all()
    for f in filters:
        query = query.filter(**f)
    return query


def pipelined(keys):
    pipe = redis.Redis().pipeline()
    for key in keys:
        pipe.get(key)
    return pipe.execute()
