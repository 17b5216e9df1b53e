"""What is walked again may be a word; of lines there are many."""


def highest(path, prices):
    limits = []
    for line in open(path):
        limits.append(float(line))
    return [price for price in prices if price == max(limits)]  # expect: loop-invariant-call


class Names:
    def fits(self, rows, names):
        return [row for row in rows if row[0] in set(names)]  # note: loop-invariant-call
