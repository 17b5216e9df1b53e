"""Lists that are sorted after each append."""


def ranking(results):
    table = []
    for result in results:
        table.append(result.points)
        table.sort()  # expect: loop-sort
    return table


class Table:
    def __init__(self):
        self.rows = []

    def add(self, row):
        self.rows.append(row)
        self.rows.sort()


def fill(table: Table, rows):
    for row in rows:
        table.add(row)  # expect: loop-sort
