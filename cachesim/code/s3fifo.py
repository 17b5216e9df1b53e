class Cache(Generic[K, V]):
    """S3-FIFO (SOSP 2023): newcomers wait in a small queue; those that are used twice there, or are asked
    for again soon after they left, come into the main queue, where each use spares them once."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._main_limit = capacity - capacity // 10
        self._gone_limit = int(capacity * 0.9)
        self._small: OrderedDict[K, V] = OrderedDict()
        self._main: OrderedDict[K, V] = OrderedDict()
        self._gone: OrderedDict[K, None] = OrderedDict()  # keys that left the small queue
        self._uses: dict[K, int] = {}

    def __len__(self) -> int:
        return len(self._uses)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key not in self._uses:
            return default
        self._uses[key] = min(self._uses[key] + 1, 3)
        return self._small[key] if key in self._small else self._main[key]

    def set(self, key: K, value: V) -> None:
        if key in self._uses:
            self._uses[key] = min(self._uses[key] + 1, 3)
            (self._small if key in self._small else self._main)[key] = value
            return
        target = self._small
        if key in self._gone:
            del self._gone[key]
            target = self._main
        if len(self._uses) >= self._capacity:
            self._evict()
        target[key] = value
        self._uses[key] = 0

    def delete(self, key: K) -> None:
        for part in (self._small, self._main, self._gone):
            part.pop(key, None)
        self._uses.pop(key, None)

    def _evict(self) -> None:
        over = len(self._main) > self._main_limit
        while self._small and not over:
            key, value = self._small.popitem(last=False)
            if self._uses[key] < 2:
                del self._uses[key]
                self._remember(key)
                return
            self._main[key] = value
            self._uses[key] = 0
        self._evict_from_main()

    def _evict_from_main(self) -> None:
        key, value = self._main.popitem(last=False)
        while self._uses[key] > 0:
            self._uses[key] -= 1
            self._main[key] = value
            key, value = self._main.popitem(last=False)
        del self._uses[key]

    def _remember(self, key: K) -> None:
        if self._gone_limit > 0:
            if len(self._gone) >= self._gone_limit:
                self._gone.popitem(last=False)
            self._gone[key] = None
