"""Object-relational mappers query where no SQL is to be seen."""
import redis
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shop.models import Customer


def by_manager(orders):
    names = []
    for order in orders:
        names.append(Customer.objects.get(pk=order.customer_id).name)  # expect: loop-query
    return names


def by_session(orders):
    with Session(create_engine("sqlite://")) as session:
        for order in orders:
            order.customer = session.get(Customer, order.customer_id)  # expect: loop-query


def cache_round_trips(keys):
    r = redis.Redis()
    values = []
    for key in keys:
        values.append(r.get(key))  # expect: loop-query
    return values
