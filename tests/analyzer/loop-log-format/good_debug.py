"""Asked for first, left to the logger, or another level."""
import json
import logging

log = logging.getLogger(__name__)


def work(orders):
    for order in orders:
        if log.isEnabledFor(logging.DEBUG):
            log.debug("order: %s", json.dumps(order.lines))
        order.run()


def handed_over(orders):
    for order in orders:
        for line in order.lines:
            log.debug("%s: %s", order.id, line)
            line.run()


def informed(orders):
    for order in orders:
        log.info("order: %s", json.dumps(order.lines))


def once(orders):
    log.debug("orders: %s", json.dumps(orders))


def cheap(orders):
    for order in orders:
        log.debug("%d: %s", len(order.lines), str(order.id))
