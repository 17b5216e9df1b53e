import importlib
import json


def convert(rows):
    import os
    return [os.path.basename(json.dumps(row)) for row in rows]


def lazily(rows):
    for row in rows:
        if row.is_yaml:
            import yaml
            row.value = yaml.safe_load(row.text)


def plugins(names):
    found = []
    for name in names:
        found.append(importlib.import_module(name))
    return found


def first_that_works(rows):
    for row in rows:
        try:
            import simplejson
        except ImportError:
            continue
        return simplejson.loads(row)


def once(rows):
    for row in rows:
        import decimal
        return decimal.Decimal(row)


def few():
    for name in ("a", "b"):
        import string
        print(string.capwords(name))
