"""Builds the history pages of all customers twice, as the service does.

    history_pages.py DATABASE
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from service import db  # noqa: E402
from service.history import history  # noqa: E402


def main():
    connection = db.connect(sys.argv[1])
    size = sum(len(history(connection, customer)) for customer in [*range(500)] * 2)
    print(f"{size} bytes of pages")


if __name__ == "__main__":
    main()
