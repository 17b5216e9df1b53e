"""The page that shows what a customer bought."""
from . import db


class Page:
    def __init__(self, title):
        self.parts = [f"<h1>{title}</h1>\n"]

    def add_order(self, placed_on, items):
        self.parts.append(f"<h2>{placed_on}</h2>\n<ul>\n")
        for sku, quantity, cents in items:
            self.parts.append(f"<li>{quantity} x {sku}: {quantity * cents / 100:.2f}</li>\n")
        self.parts.append("</ul>\n")

    def add_note(self, text):
        self.parts.append(f"<p>{text}</p>\n")

    def text(self):
        return "".join(self.parts)


def items_by_order(connection, customer_id):
    items = {}
    for order_id, sku, quantity, cents in db.items_of_customer(connection, customer_id):
        items.setdefault(order_id, []).append((sku, quantity, cents))
    return items


def history(connection, customer_id):
    page = Page(f"Orders of customer {customer_id}")
    items = items_by_order(connection, customer_id)
    bought = set()
    for order_id, placed_on in db.orders_of(connection, customer_id):
        page.add_order(placed_on, items.get(order_id, []))
        bought.update(sku for sku, _, _ in items.get(order_id, []))
    page.add_note(f"{len(bought)} different products")
    return page.text()
