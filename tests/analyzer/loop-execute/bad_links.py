"""Links and rows that a session writes, one statement each."""
from django.db import models

from shop import get_session


class Label(models.Model):
    pass


class Page(models.Model):
    labels = models.ManyToManyField(Label)

    def put(self, labels):
        for label in labels:
            self.labels.add(label)  # expect: loop-execute

    def put_at_once(self, labels):
        self.labels.add(*labels)


def flush_each(rows):
    session = get_session()
    for row in rows:
        session.add(row)
        session.flush()  # expect: loop-execute


def flush_for_keys(rows, keys):
    session = get_session()
    for row in rows:
        session.add(row)
        session.flush()  # note: loop-execute
        keys[row.name] = row.key
