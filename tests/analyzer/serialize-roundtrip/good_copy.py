import copy
import json
import pickle


def clone(order):
    return copy.deepcopy(order)


def fast_clone(order):
    return pickle.loads(pickle.dumps(order, -1))


def check(body):
    order = json.loads(body)
    if order["kind"] != "order":
        return None
    return order["lines"]


def plain(value):
    return json.loads(json.dumps(value, default=str))


def either(body, strict):
    if strict:
        return json.loads(body)
    return json.loads(body)


def both(text, other):
    first = json.loads(text)
    text = other
    return first, json.loads(text)


def send(sock, order):
    text = json.dumps(order)
    sock.send(text)
    return json.loads(sock.recv())


def read(lines):
    return [json.loads(line) for line in lines]
