class Cache(Generic[K, V]):
    """Time to live: an entry is gone `ttl` seconds after it was written; a full cache drops the oldest."""

    def __init__(self, capacity: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._ttl = ttl
        self._clock = clock
        self._entries: OrderedDict[K, tuple[V, float]] = OrderedDict()

    def __len__(self) -> int:
        self._expire()
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        self._expire()
        entry = self._entries.get(key)
        return default if entry is None else entry[0]

    def set(self, key: K, value: V) -> None:
        self._expire()
        self._entries.pop(key, None)
        if len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        self._entries[key] = (value, self._clock())

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)

    def _expire(self) -> None:
        now = self._clock()
        while self._entries:
            key, (_, since) = next(iter(self._entries.items()))
            if now - since < self._ttl:
                return
            del self._entries[key]
