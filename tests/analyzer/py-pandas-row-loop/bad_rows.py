import numpy as np
import pandas as pd
import requests


def total(df):
    value = 0
    for _, row in df.iterrows():  # expect: py-pandas-row-loop
        value += row["price"] * row["count"]
    return value


def total_of_tuples(df):
    value = 0
    for row in df.itertuples():  # expect: py-pandas-row-loop
        value += row.price * row.count
    return value


def key_of(name, amount):
    return name.strip().lower(), amount


def orders(path):
    df = pd.read_csv(path)
    found = []
    for _, row in df.iterrows():  # expect: py-pandas-row-loop
        found.append(key_of(row["name"], amount=row["amount"]))
    return found


def written(df):
    for i, row in df.iterrows():  # expect: py-pandas-row-loop
        df.loc[i, "total"] = row["price"] * row["count"]


def by_name(df):
    return {row["name"]: row["price"] for _, row in df[df.price > 0].iterrows()}  # expect: py-pandas-row-loop


class Book:
    def __init__(self, path):
        self.table = pd.read_parquet(path)

    def codes(self):
        found = set()
        for index, row in self.table.iterrows():  # expect: py-pandas-row-loop
            found.add((index, row.code))
        return found

    def margins(self):
        return self.table.apply(lambda row: row["price"] - row["cost"], axis=1)  # expect: py-pandas-row-loop

    def grades(self):
        return self.table.apply(lambda row: 1 if row["price"] > 10 else 0, axis="columns")  # expect: py-pandas-row-loop

    def scales(self):
        return self.table.apply(lambda row: np.sqrt(row["x"]) + abs(row["y"]), axis=1)  # expect: py-pandas-row-loop


def columns_of(table):
    found = []
    for _, row in table.iterrows():  # note: py-pandas-row-loop
        found.append((row["COLUMN_NAME"], row["kind"]))
    return found


class Document:
    def __init__(self, text):
        self.text = text


def nearest(df):
    found = []
    for _, row in df.iterrows():  # note: py-pandas-row-loop
        found.append(Document(row["content"]))
    return found


def of_each(pages, session):
    found = []
    for page in pages:
        df = pd.DataFrame(requests.get("http://pages/" + page).json())
        for _, row in df.iterrows():  # note: py-pandas-row-loop
            found.append(row["price"])
    return found
