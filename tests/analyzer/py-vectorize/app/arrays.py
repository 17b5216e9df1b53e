import numpy as np


def make_weights(n):
    return np.ones(n)


def scale_all(a, factor):
    total = 0
    for i in range(len(a)):  # expect: py-vectorize
        total += int(a[i]) * factor
    return total
