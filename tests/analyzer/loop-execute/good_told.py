"""The caller says that nothing is to be written."""
import sqlite3

from shop.models import Slot


def copy_slot(row, schedule, save=True):
    slot = Slot(schedule=schedule, start=row[0])
    if save:
        slot.save()
    return slot


def freeze(rows: sqlite3.Cursor, schedule):
    slots = [copy_slot(row, schedule, save=False) for row in rows]
    Slot.objects.bulk_create(slots)
