class Cache(Generic[K, V]):
    """First in, first out, by cachetools."""

    def __init__(self, capacity: int) -> None:
        self._entries: cachetools.FIFOCache[K, V] = cachetools.FIFOCache(maxsize=capacity)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        return self._entries.get(key, default)

    def set(self, key: K, value: V) -> None:
        if key in self._entries:
            # FIFOCache would let it begin anew.
            cachetools.Cache.__setitem__(self._entries, key, value)
        else:
            self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
