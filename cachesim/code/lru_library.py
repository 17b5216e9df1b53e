class Cache(Generic[K, V]):
    """Least recently used, by cachetools."""

    def __init__(self, capacity: int) -> None:
        self._entries: cachetools.LRUCache[K, V] = cachetools.LRUCache(maxsize=capacity)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        return self._entries.get(key, default)

    def set(self, key: K, value: V) -> None:
        self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
