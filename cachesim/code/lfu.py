class Cache(Generic[K, V]):
    """Least frequently used: a full cache drops what was used least often, and of those what was used
    longest ago."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._uses: dict[K, int] = {}
        self._buckets: dict[int, OrderedDict[K, V]] = {}  # by uses
        self._least = 1

    def __len__(self) -> int:
        return len(self._uses)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key not in self._uses:
            return default
        value = self._take(key)
        self._put(key, value, self._uses[key] + 1)
        return value

    def set(self, key: K, value: V) -> None:
        if key in self._uses:
            self._take(key)
            self._put(key, value, self._uses[key] + 1)
            return
        if len(self._uses) >= self._capacity:
            self._evict()
        self._put(key, value, 1)
        self._least = 1

    def delete(self, key: K) -> None:
        if key in self._uses:
            self._take(key)
            del self._uses[key]

    def _put(self, key: K, value: V, uses: int) -> None:
        self._uses[key] = uses
        self._buckets.setdefault(uses, OrderedDict())[key] = value

    def _take(self, key: K) -> V:
        uses = self._uses[key]
        bucket = self._buckets[uses]
        value = bucket.pop(key)
        if not bucket:
            del self._buckets[uses]
        return value

    def _evict(self) -> None:
        if self._least not in self._buckets:
            self._least = min(self._buckets)
        key = next(iter(self._buckets[self._least]))
        self._take(key)
        del self._uses[key]
