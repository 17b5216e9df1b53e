#!/usr/bin/env python3
"""A written run obeys docs/schema/run-1.json, and the schema is strict: each of a list of small changes breaks it."""
import copy
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: the Python package jsonschema is not installed (Debian: python3-jsonschema)")
    sys.exit(77)

with open(os.path.join(os.environ["WEIR_SOURCE"], "docs/schema/run-1.json")) as file:
    schema = json.load(file)
Validator = jsonschema.Draft202012Validator
Validator.check_schema(schema)
validator = Validator(schema)


def written(kind):
    tool = os.path.join(os.environ["WEIR_BUILD"], "tests", "write_run")
    return json.loads(subprocess.run([tool, kind], check=True, stdout=subprocess.PIPE).stdout)


def objects(value, path=()):
    """Every object in value, as a path of keys."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from objects(inner, path + (key,))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from objects(inner, path + (i,))


def at(value, path):
    for key in path:
        value = value[key]
    return value


full, empty = written("full"), written("empty")
for run in (full, empty):
    validator.validate(run)

# Every member of the schema is in the full run, so that none is checked by nobody.
unused = set()
for name, definition in [("run", schema)] + list(schema["$defs"].items()):
    for member in definition.get("properties", {}):
        if not any(member in at(full, path) for path in objects(full)):
            unused.add(name + "." + member)
assert not unused, unused

bad = 0
for path in objects(full):
    changed = copy.deepcopy(full)
    at(changed, path)["surprise"] = 1
    assert not validator.is_valid(changed), ("a member that is not known", path)
    bad += 1
    for key, inner in at(full, path).items():
        changed = copy.deepcopy(full)
        at(changed, path)[key] = {"a": []} if not isinstance(inner, dict) else "text"
        assert not validator.is_valid(changed), ("another type", path, key)
        bad += 1

for path, value in [
    (("verdict",), "great"), (("schema",), "weir.run/2"), (("findings", 0, "severity"), "HIGH"),
    (("findings", 0, "fingerprint"), "0123"), (("findings", 0, "location", "line"), 0),
    (("measures", 0, "n"), -1), (("measures", 0, "change", "p"), 1.5), (("measures", 0, "better"), "more"),
    (("series", 0, "lines", 0, "points", 0), [1, 2, 3]), (("stages", 0, "status"), "broken"),
]:
    changed = copy.deepcopy(full)
    at(changed, path[:-1])[path[-1]] = value
    assert not validator.is_valid(changed), (path, value)
    bad += 1
print(f"2 runs are valid, {bad} changed ones are not")
