import pandas as pd
import requests


def total(df):
    return (df["price"] * df["count"]).sum()


def tuples(df, make):
    return [make(row.name, row.amount) for row in df.itertuples()]


def of_few(df):
    for _, row in df.head(5).iterrows():
        print_row(row["name"])


def of_the_best(df):
    best = df.nlargest(3, "price")
    names = []
    for _, row in best.iterrows():
        names.append(row["name"])
    return names


def send(df):
    for _, row in df.iterrows():
        requests.post("https://example.org", json={"name": row["name"]})


def show(df):
    for _, row in df.iterrows():
        print(row["name"], row["price"])


def draw(df, ax):
    for _, row in df.iterrows():
        ax.annotate(row["name"], (row["x"], row["y"]))


def find(df, name):
    for _, row in df.iterrows():
        if row["name"] == name:
            return row["price"]
    return None


def whole_rows(df, other):
    return [row.corr(other) for _, row in df.iterrows()]


def lists(df):
    return [list(row) for _, row in df.iterrows()]


def masked(df):
    return [row[row > 0] for _, row in df.iterrows()]


def numbers(df):
    return [row.iloc[0] for _, row in df.iterrows()]


def one(df):
    return next(df.iterrows())


def by_column(df):
    return df.apply(lambda column: column.max() - column.min())


def by_own_function(df, price_of):
    return df.apply(price_of, axis=1)


def with_calls(df, price_of):
    return df.apply(lambda row: price_of(row["name"], row["count"]), axis=1)


def texts(df):
    return df.apply(lambda row: f"{row['first']} {row['last']}", axis=1)


def of_another_kind(pool, job):
    return pool.apply(job, 1)


def picks(df, other):
    found = []
    for _, row in df.iterrows():
        found.append(other.loc[row["name"]])
    return found


def heavy(df, net):
    for _, row in df.iterrows():
        net.create_load(row["bus"], row["p"])


def handed_in(df, run):
    for i, row in df.iterrows():
        run(row["name"])


def columns_of(values):
    table = {}
    for value in values:
        for part in value.split(","):
            table.setdefault(part, []).append(value)
    return table


def long_function(df):
    return [columns_of(row["names"]) for _, row in df.iterrows()]
