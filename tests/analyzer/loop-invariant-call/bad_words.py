"""What is walked again may be a word; of lines there are many."""


def highest(path, prices):
    limits = []
    for line in open(path):
        limits.append(float(line))
    return [price for price in prices if price == max(limits)]  # expect: loop-invariant-call


class Names:
    def fits(self, rows, names):
        return [row for row in rows if row[0] in set(names)]  # note: loop-invariant-call


class Query:
    pass


def described(path, tools):
    limits = []
    for line in open(path):
        limits.append(float(line))
    for tool in tools:
        if isinstance(tool, Query):
            tool.most = max(limits)  # note: loop-invariant-call


def described_all(path, tools):
    limits = []
    for line in open(path):
        limits.append(float(line))
    for tool in tools:
        if isinstance(tool.part, Query):
            tool.name = "query"
        tool.most = max(limits)  # expect: loop-invariant-call
