"""Methods of unknown objects that may be those of others."""
import argparse

from lib import Base


class OrderStore:
    def __init__(self, conn):
        self.conn = conn

    def get_open_lines(self, order):
        return self.conn.cursor().execute("SELECT text FROM lines WHERE id = ?", (order,))

    def parse_known_args(self, order):
        return self.conn.cursor().execute("SELECT text FROM args WHERE id = ?", (order,))

    def get_all_lines(self, order):
        return self.conn.cursor().execute("SELECT text FROM lines WHERE id = ?", (order,))


class FileStore:
    def get_open_lines(self, order):
        return open("%s.txt" % order)


class Special(Base):
    def render_the_page(self, order):
        return self.conn.cursor().execute("SELECT text FROM pages WHERE id = ?", (order,))


def several_have_it(store, orders):
    for order in orders:
        print(store.get_open_lines(order))


def a_library_may_have_it(views, orders):
    for order in orders:
        print(views.render_the_page(order))


def a_common_name(commands):
    for command in commands:
        print(command.parser.parse_known_args(command.words))


def other_arguments(store, orders):
    for order in orders:
        print(store.get_all_lines(order, 1, 2, 3))
