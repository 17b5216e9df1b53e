"""Frames and arrays that are copied to be made longer."""
import numpy as np
import pandas as pd
import requests


def load(paths):
    table = pd.DataFrame()
    for path in paths:
        table = pd.concat([table, pd.read_csv(path)])  # expect: quad-frame-append
    return table


def rows(readings):
    table = pd.DataFrame()
    for reading in readings:
        table = table.append(reading, ignore_index=True)  # expect: quad-frame-append
    return table


def numbers(readings):
    values = np.array([])
    for reading in readings:
        values = np.append(values, reading.value)  # expect: quad-frame-append
    return values


class Store:
    def __init__(self):
        self.table = pd.DataFrame()

    def add(self, row):
        self.table = pd.concat([self.table, row])


def fill(store: Store, readings):
    for reading in readings:
        store.add(reading)  # expect: quad-frame-append


def described(registered_tables):
    table = pd.DataFrame()
    for name, registered in registered_tables.items():
        table = pd.concat([table, registered.describe(name)])  # note: quad-frame-append
    return table


def resampled(df):
    table = pd.DataFrame()
    for group, part in df.groupby(by="customer"):
        table = pd.concat([table, part.resample("D")])  # expect: quad-frame-append
    return table


def fetched(names):
    table = pd.DataFrame()
    for name in names:
        answer = requests.get("http://prices/" + name)
        table = pd.concat([table, pd.DataFrame(answer.json())])  # note: quad-frame-append
    return table
