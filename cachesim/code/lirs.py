class Cache(Generic[K, V]):
    """Low inter-reference recency set (SIGMETRICS 2002): keeps what has a short time between its last two
    uses; the others have 1 % of the cache."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._hot_limit = capacity - max(1, capacity // 100)
        self._entries: dict[K, V] = {}
        self._hot: set[K] = set()
        self._stack: OrderedDict[K, None] = OrderedDict()  # by last use, from the oldest hot key on
        self._cold: OrderedDict[K, None] = OrderedDict()  # cached and not hot
        self._gone: OrderedDict[K, None] = OrderedDict()  # on the stack and not cached

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key not in self._entries:
            return default
        self._use(key)
        return self._entries[key]

    def set(self, key: K, value: V) -> None:
        if key in self._entries:
            self._entries[key] = value
            self._use(key)
            return
        again = key in self._gone
        if again:
            del self._gone[key], self._stack[key]
        if len(self._entries) >= self._capacity:
            self._evict()
        self._entries[key] = value
        if again or len(self._hot) < self._hot_limit:
            self._make_hot(key)
        else:
            self._push_cold(key)

    def delete(self, key: K) -> None:
        self._stack.pop(key, None)
        self._gone.pop(key, None)
        self._cold.pop(key, None)
        self._hot.discard(key)
        self._entries.pop(key, None)
        self._prune()

    def _use(self, key: K) -> None:
        on_stack = key in self._stack
        if on_stack:
            del self._stack[key]
        if key in self._hot:
            self._stack[key] = None
            self._prune()
            return
        del self._cold[key]
        if on_stack:
            self._make_hot(key)
        else:
            self._push_cold(key)

    def _make_hot(self, key: K) -> None:
        self._hot.add(key)
        self._stack[key] = None
        self._prune()
        while len(self._hot) > self._hot_limit:
            bottom = next(iter(self._stack))
            self._hot.remove(bottom)
            self._cold[bottom] = None
            self._prune()
        self._limit_stack()

    def _push_cold(self, key: K) -> None:
        self._stack[key] = None
        self._cold[key] = None
        self._prune()
        self._limit_stack()

    def _prune(self) -> None:
        while self._stack:
            bottom = next(iter(self._stack))
            if bottom in self._hot:
                return
            del self._stack[bottom]
            self._gone.pop(bottom, None)

    def _limit_stack(self) -> None:
        while self._gone and len(self._stack) > 2 * self._capacity:
            key, _ = self._gone.popitem(last=False)
            del self._stack[key]

    def _evict(self) -> None:
        if self._cold:
            key, _ = self._cold.popitem(last=False)
            if key in self._stack:
                self._gone[key] = None
        else:
            key, _ = self._stack.popitem(last=False)
            self._hot.remove(key)
            self._prune()
        del self._entries[key]
