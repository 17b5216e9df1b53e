"""The same text parsed on every turn."""
import json

SETTINGS = '{"label": "x"}'


def label_all(orders, config):
    for order in orders:
        order.label = json.loads(config)["label"]  # expect: loop-parse-invariant


def setting(name):
    return json.loads(SETTINGS)[name]


def by_helper(orders):
    for order in orders:
        order.label = setting("label")  # expect: loop-parse-invariant


def label_of(text):
    return json.loads(text)["label"]


def handed_on(orders, config):
    return [(order, label_of(config)) for order in orders]  # expect: loop-parse-invariant
