class Cache(Generic[K, V]):
    """CLOCK: first in, first out, but what was used is spared once and goes to the end of the queue."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._queue: OrderedDict[K, V] = OrderedDict()
        self._used: set[K] = set()

    def __len__(self) -> int:
        return len(self._queue)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key not in self._queue:
            return default
        self._used.add(key)
        return self._queue[key]

    def set(self, key: K, value: V) -> None:
        if key in self._queue:
            self._used.add(key)
        elif len(self._queue) >= self._capacity:
            self._evict()
        self._queue[key] = value

    def delete(self, key: K) -> None:
        self._queue.pop(key, None)
        self._used.discard(key)

    def _evict(self) -> None:
        key, value = self._queue.popitem(last=False)
        while key in self._used:
            self._used.remove(key)
            self._queue[key] = value
            key, value = self._queue.popitem(last=False)
