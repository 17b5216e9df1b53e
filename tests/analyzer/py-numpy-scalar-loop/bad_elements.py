import numpy as np


def filtered(n, noise):
    x = np.zeros(n)
    for i in range(1, n):  # expect: py-numpy-scalar-loop
        x[i] = 0.5 * x[i - 1] + noise[i]
    return x


def highest_so_far(n):
    x = np.arange(n)
    best = 0
    out = []
    for i in range(n):  # expect: py-numpy-scalar-loop
        if x[i] > best:
            best = x[i]
        out.append(best)
    return out


def drawdown(prices: np.ndarray):
    peak = 0.0
    worst = 0.0
    for i in range(len(prices)):  # expect: py-numpy-scalar-loop
        peak = max(peak, prices[i])
        worst = min(worst, prices[i] - peak)
    return worst


class Level:
    def __init__(self, n):
        self.level = np.empty(n)

    def run(self, alpha, y):
        for i in range(1, len(self.level)):  # expect: py-numpy-scalar-loop
            self.level[i] = alpha * float(y[i]) + (1 - alpha) * self.level[i - 1]
