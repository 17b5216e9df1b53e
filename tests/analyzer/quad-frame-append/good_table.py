"""Put together once, or another frame on each turn."""
import numpy as np
import pandas as pd


def load(paths):
    return pd.concat([pd.read_csv(path) for path in paths])


def lists(readings):
    values = []
    for reading in readings:
        values.append(reading.value)
    return np.array(values)


def pairs(lefts, right):
    out = []
    for left in lefts:
        both = pd.concat([left, right])
        out.append(both)
    return out


def own(groups):
    for group in groups:
        table = pd.DataFrame()
        table = pd.concat([table, group])
        table.to_csv(group.name)


def once(table, row):
    table = pd.concat([table, row])
    return table
