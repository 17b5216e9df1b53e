"""A manager of the program's own answers from memory; each query asks for many; one answer is enough."""
from django.db import models

from shop.models import Customer, Line


class SettingsManager(models.Manager):
    def get(self):
        return CACHED


class Settings(models.Model):
    objects = SettingsManager()


def allowed(orders):
    for order in orders:
        if order.total > Settings.objects.get().limit:
            order.hold()


def by_user(ids_of):
    for user, ids in ids_of.items():
        Line.objects.filter(id__in=ids).update(seen_by=user)


def largest(lines):
    low = 0
    for line in lines:
        low = min(line, low)
    return low


class Changes:
    def __init__(self, objects):
        self.objects = objects

    def add(self, other):
        for key in set(self.objects) | set(other.objects):
            self.objects[key] = {**other.objects.get(key, {}), **self.objects.get(key, {})}
