"""The page that shows what a customer bought."""
from . import db


class Page:
    def __init__(self, title):
        self.text = f"<h1>{title}</h1>\n"

    def add_order(self, placed_on, items):
        self.text += f"<h2>{placed_on}</h2>\n<ul>\n"
        for sku, quantity, cents in items:
            self.text += f"<li>{quantity} x {sku}: {quantity * cents / 100:.2f}</li>\n"
        self.text += "</ul>\n"


def describe(connection, order_id):
    """The items of an order, dearest first."""
    return sorted(db.items_of(connection, order_id), key=lambda item: -item[2])


def history(connection, customer_id):
    page = Page(f"Orders of customer {customer_id}")
    bought = []
    for order_id, placed_on in db.orders_of(connection, customer_id):
        items = describe(connection, order_id)
        page.add_order(placed_on, items)
        for sku, _, _ in items:
            if sku not in bought:
                bought.append(sku)
    page.text += f"<p>{len(bought)} different products</p>\n"
    return page.text
