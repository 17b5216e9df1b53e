class Cache(Generic[K, V]):
    """First in, first out: a full cache drops what came in longest ago."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        return self._entries.get(key, default)

    def set(self, key: K, value: V) -> None:
        if key not in self._entries and len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
