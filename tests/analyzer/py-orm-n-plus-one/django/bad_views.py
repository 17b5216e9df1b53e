from .models import Customer, Line, Order


def names():
    found = []
    for order in Order.objects.filter(paid=True):
        found.append(order.customer.name)  # expect: py-orm-n-plus-one
    return found


def numbered():
    orders = Order.objects.order_by("id")
    orders = orders.exclude(paid=True)
    return [(i, o.customer) for i, o in enumerate(orders)]  # expect: py-orm-n-plus-one


def totals():
    for order in Order.objects.select_related("customer"):
        print(order.customer.name)
        for line in order.line_set.all():  # expect: py-orm-n-plus-one
            print(line.price)


def cities():
    for order in Order.objects.select_related("customer"):
        print(order.customer.city.name)  # expect: py-orm-n-plus-one


def label(line):
    return "%s %d" % (line.order, line.price)


def labels():
    return [label(line) for line in Line.objects.all()]  # expect: py-orm-n-plus-one


def addresses():
    for customer in Customer.objects.all():
        print(customer.address)  # expect: py-orm-n-plus-one


def signatures():
    for order in Order.objects.all():
        print(order.signature())  # expect: py-orm-n-plus-one


def show(orders):
    return [o.tags.all() for o in orders]  # expect: py-orm-n-plus-one


def show_paid():
    return show(Order.objects.filter(paid=True))


def paid():
    return Order.objects.filter(paid=True)


def write_paid(out):
    for order in paid():
        out.write(order.customer.name)  # expect: py-orm-n-plus-one


def stream_paid(out):
    orders = Order.objects.filter(paid=True)
    for order in orders.iterator():
        out.write(order.customer.name)  # expect: py-orm-n-plus-one


def paid_of_lines(out, lines):
    orders = Order.objects.filter(pk__in=lines.values("order"), tags__in=Tag.objects.filter(pk=1))
    orders = orders.filter(paid=True)
    for order in orders.iterator():
        out.write(order.customer.name)  # expect: py-orm-n-plus-one


def walked_twice():
    orders = Order.objects.all()
    first = [order.customer.name for order in orders]  # expect: py-orm-n-plus-one
    second = [order.customer.city for order in orders]
    return first, second


def asked_twice():
    orders = Order.objects.all()
    first = [order.customer.name for order in orders]  # expect: py-orm-n-plus-one
    orders = Order.objects.filter(paid=True)
    second = [order.customer.name for order in orders]  # expect: py-orm-n-plus-one
    return first, second
