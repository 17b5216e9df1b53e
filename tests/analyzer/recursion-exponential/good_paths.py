from functools import lru_cache


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


known = {}


def paths(x, y):
    if (x, y) not in known:
        known[x, y] = 1 if not x or not y else paths(x - 1, y) + paths(x, y - 1)
    return known[x, y]


def depth(node):
    if node is None:
        return 0
    return 1 + max(depth(node.left), depth(node.right))


def subsets(items, i):
    if i == len(items):
        return [[]]
    rest = subsets(items, i + 1)
    return rest + [[items[i]] + r for r in rest]


def gcd(a, b):
    return a if not b else gcd(b, a % b)


def power(x, n):
    if n % 2:
        return x * power(x, n - 1)
    return power(x * x, n // 2)
