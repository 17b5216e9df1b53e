"""Once it makes plain values of others; on every turn it costs."""
import json


def plain(value):
    return json.loads(json.dumps(value))  # note: serialize-roundtrip


def all_plain(values):
    out = []
    for value in values:
        out.append(json.loads(json.dumps(value)))  # expect: serialize-roundtrip
    return out
