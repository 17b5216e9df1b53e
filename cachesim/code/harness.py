"""@TITLE@

@FACTS@

Made by weir @VERSION@.  As a program it tests itself: a slice of the trace must hit as often as in weir's
simulator.
"""

from __future__ import annotations

import threading
@IMPORTS@
CAPACITY = @CAPACITY@@CONSTANTS@

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@CLASS@

def new_cache() -> Cache[Any, Any]:
    """An empty cache as weir advises it; one thread at a time may use it."""
    return @NEW@


def cached(load: Callable[[K], V]) -> Callable[[K], V]:
    """load(key) through a cache of its own, for any number of threads."""
    cache: Cache[K, tuple[V]] = new_cache()
    lock = threading.Lock()

    def through(key: K) -> V:
        with lock:
            found = cache.get(key)
        if found is None:
            found = (load(key),)
            with lock:
                cache.set(key, found)
        return found[0]

    return through


# A slice of the trace: keys in base 36; "=" before one writes, "-" deletes@TIMES@.
REQUESTS = """
@REQUESTS@
"""

# @ROW@, and how often the slice hits then.
EXPECTED = (
@EXPECTED@
)


def replay(capacity: int, ttl: float) -> int:
    now = 0.0
    cache: Cache[str, bool] = @TEST@
    hits = 0
    for request in REQUESTS.split():
        key, _, later = request.lstrip("=-").partition("@")
        now += float(later or 0)
        if request[0] == "=":
            cache.set(key, True)
        elif request[0] == "-":
            cache.delete(key)
        elif cache.get(key) is None:
            cache.set(key, True)
        else:
            hits += 1
    return hits


def self_test() -> bool:
    passed = True
    for capacity, ttl, expected in EXPECTED:
        hits = replay(capacity, ttl)
        passed = passed and hits == expected
        print(f"capacity {capacity}: {hits} hits, {expected} expected: {'ok' if hits == expected else 'WRONG'}")
    return passed


if __name__ == "__main__":
    raise SystemExit(0 if self_test() else 1)
