import json
import yaml


def copy(order):
    return json.loads(json.dumps(order))  # expect: serialize-roundtrip


def clone(order):
    text = yaml.safe_dump(order)
    other = yaml.safe_load(text)  # expect: serialize-roundtrip
    other.key = 0
    return other


def check(body):
    if json.loads(body)["kind"] != "order":
        return None
    return json.loads(body)["lines"]  # expect: serialize-roundtrip
