class Cache(Generic[K, V]):
    """Segmented LRU: four segments, an entry rises by one per use, and what a full segment pushes out
    falls by one."""

    def __init__(self, capacity: int) -> None:
        quarter = capacity // 4
        self._capacity = capacity
        self._limits = [capacity - 3 * quarter, quarter, quarter, quarter]
        self._segments: list[OrderedDict[K, V]] = [OrderedDict() for _ in range(4)]
        self._level: dict[K, int] = {}

    def __len__(self) -> int:
        return len(self._level)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        level = self._level.get(key)
        if level is None:
            return default
        value = self._segments[level].pop(key)
        self._rise(key, value, level)
        return value

    def set(self, key: K, value: V) -> None:
        level = self._level.get(key)
        if level is not None:
            del self._segments[level][key]
            self._rise(key, value, level)
            return
        if len(self._level) >= self._capacity:
            self._evict()
        for level, segment in enumerate(self._segments):
            if len(segment) < self._limits[level]:
                self._put(key, value, level)
                return
        self._put(key, value, 0)

    def delete(self, key: K) -> None:
        level = self._level.pop(key, None)
        if level is not None:
            del self._segments[level][key]

    def _put(self, key: K, value: V, level: int) -> None:
        self._segments[level][key] = value
        self._level[key] = level

    def _rise(self, key: K, value: V, level: int) -> None:
        if level < 3 and self._limits[level + 1] > 0:
            level += 1
        self._put(key, value, level)
        for above in range(level, 0, -1):
            while len(self._segments[above]) > self._limits[above]:
                fallen, its_value = self._segments[above].popitem(last=False)
                self._put(fallen, its_value, above - 1)

    def _evict(self) -> None:
        for segment in self._segments:
            if segment:
                key, _ = segment.popitem(last=False)
                del self._level[key]
                return
