"""@TITLE@

@FACTS@

Made by weir @VERSION@.  As a program it tests itself: a slice of the trace must hit as often as in weir's
simulator.
"""

from __future__ import annotations

import functools
from typing import Callable, TypeVar

CAPACITY = @CAPACITY@

V = TypeVar("V")


def cached(load: Callable[..., V], capacity: int = CAPACITY) -> functools._lru_cache_wrapper[V]:
    """load through a cache of the standard library, for any number of threads; its cache_info() tells hits
    and misses, its cache_clear() empties it."""
    return functools.lru_cache(maxsize=capacity)(load)


# A slice of the trace: keys in base 36.
REQUESTS = """
@REQUESTS@
"""

# @ROW@, and how often the slice hits then.
EXPECTED = (
@EXPECTED@
)


def replay(capacity: int) -> int:
    through = cached(lambda key: True, capacity)
    for key in REQUESTS.split():
        through(key)
    return through.cache_info().hits


def self_test() -> bool:
    passed = True
    for capacity, _, expected in EXPECTED:
        hits = replay(capacity)
        passed = passed and hits == expected
        print(f"capacity {capacity}: {hits} hits, {expected} expected: {'ok' if hits == expected else 'WRONG'}")
    return passed


if __name__ == "__main__":
    raise SystemExit(0 if self_test() else 1)
