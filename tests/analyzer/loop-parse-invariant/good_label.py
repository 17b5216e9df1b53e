"""Parsed once, or another text on each turn."""
import datetime
import json


def label_all(orders, config):
    label = json.loads(config)["label"]
    for order in orders:
        order.label = label


def lines(texts):
    return [json.loads(text) for text in texts]


def formats(text, formats):
    for form in formats:
        try:
            return datetime.datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def documents(f, n):
    return [json.load(f) for _ in range(n)]


def sometimes(orders, config):
    for order in orders:
        if order.special:
            print(json.loads(config))
