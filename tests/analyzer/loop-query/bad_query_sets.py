"""Query sets ask for their rows where they are walked; some are known only by how they are made."""
from shop.models import Customer, Order, Voucher
from shop.web import User


def walked_inside(days):
    total = 0
    for day in days:
        orders = Order.objects.filter(day=day)
        for order in orders:  # expect: loop-query
            total += order.total
    return total


def made_a_list(customers):
    return {c.pk: list(Order.objects.filter(customer=c)) for c in customers}  # expect: loop-query


def of_who_knows_what(baskets):
    for basket in baskets:
        if basket.lines.filter(sold=True).exists():  # expect: loop-query
            print(basket)


def own_manager_methods(customers):
    for customer in customers:
        customer.late = Order.objects.overdue().of(customer).count()  # expect: loop-query


def by_session(session, keys):
    for key in keys:
        print(session.query(Voucher).with_locks().filter(Voucher.key == key).first())  # expect: loop-query


def flask_models(names):
    for name in names:
        print(User.query.filter_by(name=name).first())  # expect: loop-query


def in_transaction(self, rooms):
    def inner(txn):
        for room in rooms:
            txn.execute("SELECT topic FROM rooms WHERE id = ?", (room,))  # expect: loop-query
            print(txn.fetchone())
    return self.pool.run(inner)


def only_tests_call_it(keys):
    for key in keys:
        print(Customer.objects.get(pk=key))  # expect: loop-query


def test_short_list():
    only_tests_call_it([1])


def of_groups(group_ids):
    for group_id in group_ids:
        print(Customer.objects.get(group=group_id))  # expect: loop-query


def joined(customers):
    for customer in customers:
        print(", ".join(Order.objects.filter(customer=customer).values_list("code", flat=True)))  # expect: loop-query


def walked_again(days):
    seen = []
    for day in days:
        orders = Order.objects.filter(day=day)
        for order in orders:  # expect: loop-query
            seen.append(order.total)
        seen.append([order.pk for order in orders])


def walked_anew(days):
    seen = []
    for day in days:
        orders = Order.objects.filter(day=day)
        for order in orders:  # expect: loop-query
            seen.append(order.total)
        orders = Order.objects.filter(paid=day)
        for order in orders:  # expect: loop-query
            seen.append(order.total)
