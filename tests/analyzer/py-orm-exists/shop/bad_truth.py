from sqlalchemy.orm import Session

from shop.models import Order, late_orders


def is_known(customer):
    if Order.objects.filter(customer=customer):  # note: py-orm-exists
        return True
    return False


def check(customer):
    orders = Order.objects.filter(customer=customer)  # note: py-orm-exists
    if not orders:
        raise ValueError(customer)


def first_of(customer):
    orders = Order.objects.filter(customer=customer)  # note: py-orm-exists
    if orders:
        return orders.first()
    return None


def has_late():
    return bool(late_orders())  # expect: py-orm-exists


def warn():
    if late_orders():  # expect: py-orm-exists
        print("late")


class Report:
    def rows(self):
        return Order.objects.exclude(late=True)

    def is_empty(self):
        if not self.rows():  # expect: py-orm-exists
            return True
        return False


def purge(customer):
    orders = Order.objects.filter(customer=customer)  # note: py-orm-exists
    if orders:
        orders.delete()


def has_name(session: Session, Name):
    if session.query(Name).filter(Name.short == "x").all():  # expect: py-orm-exists
        return True
    return False
