import numba
import numpy as np


def scaled(n, w):
    return np.arange(n) * w + 1


def of_lists(xs, ys):
    out = []
    for i in range(len(xs)):
        out.append(xs[i] * ys[i])
    return out


def known_list(n):
    xs = [0] * n
    y = np.zeros(n)
    for i in range(n):
        y[i] = xs[i] * 2
    return y


def mean_of_dict(n, names):
    y = np.zeros(n)
    sizes = {}
    for i in range(n):
        sizes[i] = y[i] * 2
    return sizes


@numba.njit
def compiled(n):
    x = np.zeros(n)
    for i in range(n):
        x[i] = x[i] * 2
    return x


def recurrence(n, noise):
    x = np.zeros(n)
    for i in range(1, n):
        x[i] = 0.5 * x[i - 1] + noise[i]
    return x


def rows(n, m, slopes):
    weights = np.zeros((n, m))
    for i in range(n):
        weights[i] = np.maximum(0, slopes[i] * 2)
    return weights


def slices(n):
    x = np.zeros((n, n))
    for i in range(n):
        x[i, :] = x[i, :] / 2
    return x


def calls(n, price_of):
    x = np.zeros(n)
    for i in range(n):
        x[i] = price_of(i) * 2
    return x


def small():
    x = np.zeros(3)
    for i in range(3):
        x[i] = x[i] * 2
    return x


def dimensions(ndim):
    x = np.zeros(ndim)
    for i in range(ndim):
        x[i] = x[i] * 2
    return x


def stops(n):
    x = np.zeros(n)
    for i in range(n):
        if x[i] > 1:
            break


def scatter(n, places):
    x = np.zeros(n)
    for i in range(n):
        x[places[i]] += 1.0
    return x


def over_names(names):
    x = np.zeros(10)
    for name in names:
        x[name] = x[name] + 1
    return x


def texts(n):
    x = np.zeros(n)
    out = []
    for i in range(n):
        out.append("%d" % x[i])
    return out
