"""Values of rows are no rows, and one row is asked once."""
from .models import Order


def values(request):
    for total in Order.objects.values_list("total", flat=True):
        request.write(total.labels())


def one(request):
    request.write(Order.objects.first().labels())
