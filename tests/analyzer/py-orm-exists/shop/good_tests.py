from shop.models import Order, late_orders


def is_known(customer):
    return Order.objects.filter(customer=customer).exists()


def walked():
    orders = late_orders()
    if orders:
        for order in orders:
            print(order.pk)


def returned(customer):
    orders = Order.objects.filter(customer=customer)
    if orders:
        return orders
    return None


def handed_on(page, customer):
    orders = Order.objects.filter(customer=customer)
    if not orders:
        return page.empty()
    return page.render(orders)


def first_of(customer):
    order = Order.objects.filter(customer=customer).first()
    if order:
        return order.pk
    return None


def indexed():
    orders = Order.objects.all()
    if orders:
        return orders[0]
    return None


def in_a_set(other):
    orders = Order.objects.all()
    if orders:
        return other in orders
    return False


def of_something_else(store):
    if store.filter(late=True):
        return 1
    found = store.all()
    if not found:
        return 2
    return 3


def fallback(orders=None):
    orders = orders or Order.objects.all()
    if orders:
        return 1
    return 0


def counted():
    if Order.objects.filter(late=True).count():
        return True
    return False
