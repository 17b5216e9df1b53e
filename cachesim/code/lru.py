class Cache(Generic[K, V]):
    """Least recently used: a full cache drops what was read or written longest ago."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key not in self._entries:
            return default
        self._entries.move_to_end(key)
        return self._entries[key]

    def set(self, key: K, value: V) -> None:
        if key in self._entries:
            self._entries.move_to_end(key)
        elif len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        self._entries[key] = value

    def delete(self, key: K) -> None:
        self._entries.pop(key, None)
