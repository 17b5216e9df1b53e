from shop.models import Order, late_orders


def count_all():
    return Order.objects.count()


def walked():
    orders = Order.objects.all()
    print(len(orders))
    for order in orders:
        print(order.pk)


def returned():
    orders = Order.objects.filter(late=True)
    print(len(orders))
    return orders


def handed_on(page):
    orders = late_orders()
    return page.render({"orders": orders, "count": len(orders)})


def kept(view):
    orders = Order.objects.all()
    view.orders = orders
    return len(orders)


def indexed():
    orders = Order.objects.all()
    return orders[0] if len(orders) else None


def of_list(names):
    return len([name for name in names if name])


def of_one_field():
    return len(Order.objects.all()[:5])


def other_names(orders):
    return len(orders.filter(late=True))


def changed(customer):
    orders = Order.objects.all()
    if customer:
        orders = orders.filter(customer=customer)
    for order in orders:
        print(order)
    return len(orders)
