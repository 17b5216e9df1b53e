class Cache(Generic[K, V]):
    """Least frequently used, by cachetools 8; older ones choose by arrival among entries of equal use."""

    def __init__(self, capacity: int) -> None:
        self._entries: cachetools.LFUCache[K, V] = cachetools.LFUCache(maxsize=capacity)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        return self._entries.get(key, default)

    def set(self, key: K, value: V) -> None:
        self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
