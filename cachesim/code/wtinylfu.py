class Cache(Generic[K, V]):
    """W-TinyLFU (ACM TOS 2017): newcomers wait in a small window; from there they come into the main part
    only if they were used more often than what they replace."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._window_limit = max(1, capacity // 100)
        main = capacity - self._window_limit
        self._protected_limit = main - (main + 4) // 5
        self._window: OrderedDict[K, V] = OrderedDict()
        self._probation: OrderedDict[K, V] = OrderedDict()
        self._protected: OrderedDict[K, V] = OrderedDict()
        self._uses: dict[K, int] = {}  # of keys, cached or not; up to 15, halved now and then
        self._since_halving = 0

    def __len__(self) -> int:
        return len(self._window) + len(self._probation) + len(self._protected)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        for part in (self._window, self._probation, self._protected):
            if key in part:
                value = part[key]
                self._touch(key, value)
                return value
        return default

    def set(self, key: K, value: V) -> None:
        if key in self._window or key in self._probation or key in self._protected:
            self._touch(key, value)
            return
        self._count(key)
        if len(self) >= self._capacity:
            self._evict()
        self._window[key] = value
        while len(self._window) > self._window_limit:
            older, its_value = self._window.popitem(last=False)
            self._probation[older] = its_value

    def delete(self, key: K) -> None:
        for part in (self._window, self._probation, self._protected):
            part.pop(key, None)

    def _touch(self, key: K, value: V) -> None:
        self._count(key)
        if key in self._window:
            self._window.move_to_end(key)
            self._window[key] = value
            return
        self._probation.pop(key, None)
        self._protected.pop(key, None)
        self._protected[key] = value
        while len(self._protected) > self._protected_limit:
            older, its_value = self._protected.popitem(last=False)
            self._probation[older] = its_value

    def _count(self, key: K) -> None:
        self._uses[key] = min(self._uses.get(key, 0) + 1, 15)
        self._since_halving += 1
        if self._since_halving >= 10 * self._capacity:
            self._since_halving = 0
            self._uses = {k: n // 2 for k, n in self._uses.items() if n > 1}

    def _evict(self) -> None:
        main = self._probation or self._protected
        if not main:
            self._window.popitem(last=False)
            return
        victim = next(iter(main))
        if len(self._window) >= self._window_limit:
            candidate, value = self._window.popitem(last=False)
            if self._uses.get(candidate, 0) <= self._uses.get(victim, 0):
                return
            self._probation[candidate] = value
        del main[victim]
