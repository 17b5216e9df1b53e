"""Query sets that are walked once, or that keep their rows, and what only looks like one."""
from shop.models import Order, Tag


def walked_once(days):
    for order in Order.objects.filter(day__in=days):
        print(order.total)


def rows_are_kept(lines):
    tags = Tag.objects.all()
    for line in lines:
        for tag in tags:
            print(line.text, tag.name)


def built_in(rows):
    for row in rows:
        print(list(filter(None, row)))


def of_an_array(frames):
    for frame in frames:
        print(frame.filter(lambda x: x.ok))


def by_key(days):
    by_day = Order.objects.order_by("day").in_bulk(field_name="day")
    for day in days:
        print(by_day.get(day))
