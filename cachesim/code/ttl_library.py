class Cache(Generic[K, V]):
    """Time to live, by cachetools: entries go `ttl` seconds after they were written, the oldest first when full."""

    def __init__(self, capacity: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._entries: cachetools.TTLCache[K, V] = cachetools.TTLCache(maxsize=capacity, ttl=ttl, timer=clock)

    def __len__(self) -> int:
        self._entries.expire()
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        return self._entries.get(key, default)

    def set(self, key: K, value: V) -> None:
        self._entries.expire()
        if key not in self._entries and len(self._entries) >= self._entries.maxsize:
            # It would drop what was read longest ago; this one is the next to expire.
            del self._entries[next(iter(self._entries))]
        self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
