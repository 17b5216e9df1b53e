"""A session keeps its connection; a call that opens one each time can do better."""
import csv

import requests


def by_session(path, session: requests.Session):
    with open(path) as f:
        for row in csv.reader(f):
            session.post("https://example.org/row/" + row[0])  # note: loop-net-call


def by_new_connections(path):
    with open(path) as f:
        for row in csv.reader(f):
            requests.post("https://example.org/row/" + row[0])  # expect: loop-net-call
