"""Raised and caught within one turn."""


def positive(values):
    n = 0
    for value in values:
        try:
            if value < 0:
                raise ValueError(value)  # expect: loop-exception-control
            n += 1
        except ValueError:
            continue
    return n
