import numba
import numpy as np


def filtered(n, noise):
    x = [0.0] * n
    for i in range(1, n):
        x[i] = 0.5 * x[i - 1] + noise[i]
    return np.array(x)


def walked(prices: np.ndarray):
    peak = 0.0
    for price in prices.tolist():
        peak = max(peak, price)
    return peak


@numba.jit(nopython=True)
def compiled(n):
    x = np.zeros(n)
    for i in range(1, n):
        x[i] = x[i - 1] + 1
    return x


def triangle(n):
    m = np.zeros((n, n))
    for i in range(1, n):
        m[i, 0] = m[i - 1, 0] + 1
    return m


def independent(n):
    x = np.zeros(n)
    for i in range(n):
        x[i] = x[i] * 2 + i
    return x


def of_unknown(x, n):
    for i in range(1, n):
        x[i] = x[i - 1] + 1


def few(params):
    x = np.zeros(4)
    for i in range(1, 4):
        x[i] = x[i - 1] + params[i]
    return x


def rows(n, m):
    table = np.zeros((n, m))
    for i in range(1, n):
        table[i] = table[i - 1] * 2
    return table


def clusters(similar, n, threshold):
    labels = np.zeros(n, dtype=int)
    current = 0
    for i in range(1, n):
        if similar[i - 1] >= threshold:
            labels[i] = current
        else:
            current += 1
            labels[i] = current
    return labels
