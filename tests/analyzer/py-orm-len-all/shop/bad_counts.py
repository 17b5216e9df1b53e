from sqlalchemy.orm import Session

from shop.models import Order, late_orders


def count_all():
    return len(Order.objects.all())  # expect: py-orm-len-all


def count_of(customer):
    orders = Order.objects.filter(customer=customer).order_by("pk")
    return "%d orders" % len(orders)  # note: py-orm-len-all


def is_busy(customer):
    orders = Order.objects.filter(customer=customer)
    if len(orders) > 10:  # note: py-orm-len-all
        return True
    return False


def count_late():
    return len(late_orders())  # expect: py-orm-len-all


class Report:
    def rows(self):
        return Order.objects.exclude(late=True)

    def header(self):
        return {"rows": len(self.rows())}  # expect: py-orm-len-all


def count_names(session: Session, Name):
    return len(session.query(Name).filter(Name.short == "x").all())  # expect: py-orm-len-all


def drop(customer):
    orders = Order.objects.filter(customer=customer)
    print(len(orders))  # note: py-orm-len-all
    orders.delete()
