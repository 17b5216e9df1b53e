class Cache(Generic[K, V]):
    """2Q: newcomers wait in a queue; who is asked for again after it left comes into the main part, LRU."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._new_limit = capacity // 4
        self._gone_limit = capacity // 2
        self._new: OrderedDict[K, V] = OrderedDict()
        self._main: OrderedDict[K, V] = OrderedDict()
        self._gone: OrderedDict[K, None] = OrderedDict()  # keys that left the queue

    def __len__(self) -> int:
        return len(self._new) + len(self._main)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key in self._main:
            self._main.move_to_end(key)
            return self._main[key]
        return self._new.get(key, default)

    def set(self, key: K, value: V) -> None:
        if key in self._new:
            self._new[key] = value
            return
        if key in self._main:
            self._main.move_to_end(key)
            self._main[key] = value
            return
        target = self._new
        if key in self._gone:
            del self._gone[key]
            target = self._main
        if len(self) >= self._capacity:
            self._evict()
        target[key] = value

    def delete(self, key: K) -> None:
        for part in (self._new, self._main, self._gone):
            part.pop(key, None)

    def _evict(self) -> None:
        if len(self._new) <= self._new_limit and self._main:
            self._main.popitem(last=False)
            return
        key, _ = self._new.popitem(last=False)
        if self._gone_limit > 0:
            if len(self._gone) >= self._gone_limit:
                self._gone.popitem(last=False)
            self._gone[key] = None
