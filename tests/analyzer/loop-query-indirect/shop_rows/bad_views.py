"""What the rows are is known from the model that is asked for them."""
from .models import Order


def listing(request, days):
    orders = Order.objects.filter(open=True)
    for day in days:
        orders = orders.exclude(day=day)
    for order in orders:
        request.write(order.labels())  # expect: loop-query-indirect


def newest(request):
    for order in Order.objects.order_by("-pk").iterator():
        if order.is_last():  # expect: loop-query-indirect
            request.write(order)


def by_session(session, request):
    for order in session.query(Order).filter(Order.total > 10):
        request.write(order.labels())  # expect: loop-query-indirect
