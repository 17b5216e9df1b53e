"""The rules by which other tools call a head slower than its base, for tests/bench; written from their sources and documentation.

  hyperfine   1.20, src/benchmark/relative_speed.rs: the ratio of the means with its propagated error lies above 1
  benchstat   golang.org/x/perf, benchmath: Mann-Whitney U, two-sided p < 0.05 (exact without ties up to 50 values, else
              normal with ties), and the median is larger
  criterion   criterion.rs 0.5, src/lib.rs and src/report.rs: p < 0.05 of a bootstrapped t-test, and the bootstrapped 95 %
              interval of the change of the mean lies above +1 % (here with fewer resamples than its 100,000)
  mean +5 %   what a script would do
"""
import functools
import math
import statistics

NAMES = ("hyperfine", "benchstat", "criterion", "mean +5 %")
RESAMPLES = 200


def hyperfine(base, head):
    a, b = statistics.mean(base), statistics.mean(head)
    ratio = b / a
    return ratio - ratio * math.hypot(statistics.stdev(base) / a, statistics.stdev(head) / b) > 1


@functools.lru_cache(maxsize=None)
def u_counts(n, m):
    """How many of the orders of n and m values have U = 0, 1, 2...: the coefficients of the Gaussian binomial."""
    counts = [1] + [0] * (n * m)
    for i in range(1, n + 1):
        for u in range(n * m, m + i - 1, -1):
            counts[u] -= counts[u - m - i]
        for u in range(i, n * m + 1):
            counts[u] += counts[u - i]
    return counts


def mann_whitney(base, head):
    """Two-sided p."""
    n, m = len(base), len(head)
    order = sorted([(x, 0) for x in base] + [(x, 1) for x in head])
    ranks, ties, i = 0.0, 0.0, 0
    while i < n + m:
        end = i
        while end < n + m and order[end][0] == order[i][0]:
            end += 1
        ranks += sum(side for _, side in order[i:end]) * (i + 1 + end) / 2
        ties += (end - i) ** 3 - (end - i)
        i = end
    u = ranks - m * (m + 1) / 2
    if not ties and n <= 50 and m <= 50:
        counts = u_counts(n, m)
        tail = sum(counts[:int(min(u, n * m - u)) + 1])
        return min(1.0, 2 * tail / math.comb(n + m, n))
    spread = math.sqrt(n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1))))
    if not spread:
        return 1.0
    z = max(0.0, abs(u - n * m / 2) - 0.5) / spread
    return math.erfc(z / math.sqrt(2))


def benchstat(base, head):
    return mann_whitney(base, head) < 0.05 and statistics.median(head) > statistics.median(base)


def t_statistic(a, b):
    return (statistics.fmean(a) - statistics.fmean(b)) / \
        math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b) or 1e-300)


def criterion(base, head, rng):
    size = len(head) / len(base)
    changes = sorted(sum(rng.choices(head, k=len(head))) / sum(rng.choices(base, k=len(base))) / size - 1
                     for _ in range(RESAMPLES))
    if not changes[round(RESAMPLES * 0.025)] > 0.01:
        return False
    t, both = t_statistic(head, base), base + head
    beyond = 0
    for _ in range(RESAMPLES):
        mixed = rng.choices(both, k=len(both))
        beyond += abs(t_statistic(mixed[:len(head)], mixed[len(head):])) >= abs(t)
    return beyond / RESAMPLES < 0.05


def mean5(base, head):
    return statistics.fmean(head) > 1.05 * statistics.fmean(base)


def upper_bound(failures, n, confidence=0.95):
    """Clopper and Pearson's one-sided bound of a rate of which `failures` of n were seen."""
    low, high = failures / n, 1.0
    for _ in range(60):
        p = (low + high) / 2
        tail = sum(math.comb(n, k) * p ** k * (1 - p) ** (n - k) for k in range(failures + 1))
        low, high = (p, high) if tail > 1 - confidence else (low, p)
    return high
