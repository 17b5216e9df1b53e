import math

import numpy as np

from app.arrays import make_weights, scale_all


def scaled(n, w):
    x = np.arange(n)
    y = np.zeros(n)
    for i in range(n):  # expect: py-vectorize
        y[i] = x[i] * w[i] + 1
    return y


def count_large(n):
    x = np.linspace(0, 1, n)
    count = 0
    for i in range(len(x)):  # expect: py-vectorize
        if x[i] > 0.5:
            count += 1
    return count


def norm(values):
    a = np.asarray(values)
    total = 0.0
    for x in a.ravel():
        total += x
    for i in range(len(a)):  # expect: py-vectorize
        total += math.sqrt(a[i])
    return total


def clipped(n):
    x = np.ones(n)
    for i in range(n):  # expect: py-vectorize
        if x[i] < 0:
            x[i] = 0
        elif x[i] > 1:
            x[i] = 1
    return x


def outer(a: np.ndarray, b: np.ndarray, n, m):
    c = np.empty((n, m))
    for i in range(n):  # expect: py-vectorize
        for j in range(m):
            c[i, j] = a[i] * b[j]
    return c


class Model:
    def __init__(self, n):
        self.weights = np.zeros(n)
        self.n = n

    def update(self, rate, gradient):
        for i in range(self.n):  # expect: py-vectorize
            step = rate * gradient[i]
            if step > 1.0:
                step = 1.0
            self.weights[i] -= step * float(gradient[i])


def of_a_helper(n):
    w = make_weights(n)
    out = []
    for i in range(len(w)):  # expect: py-vectorize
        out.append(float(w[i]) * 2)
    return out


def of_callers(n):
    scale_all(np.zeros(n), 3)


def smoothed(n):
    x = np.arange(n)
    y = np.zeros(n)
    for i in range(1, n):  # expect: py-vectorize
        y[i] = (x[i] + x[i - 1]) / 2
    return y
