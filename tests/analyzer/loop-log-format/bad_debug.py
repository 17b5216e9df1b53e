"""Texts for log lines that are usually off."""
import json
import logging

log = logging.getLogger(__name__)


def work(orders):
    for order in orders:
        log.debug("order: %s", json.dumps(order.lines))  # expect: loop-log-format
        order.run()


def joined(orders, names: list):
    for order in orders:
        log.debug("names: " + ", ".join(sorted(names)))  # expect: loop-log-format
        order.run()


def inner(orders):
    for order in orders:
        for line in order.lines:
            log.debug(f"{order.id}: {line}")  # expect: loop-log-format
            line.run()
