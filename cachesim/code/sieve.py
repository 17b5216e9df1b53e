class _Node(Generic[K, V]):
    __slots__ = ("key", "value", "used", "older", "newer")

    def __init__(self, key: K, value: V, older: Optional[_Node[K, V]]) -> None:
        self.key = key
        self.value = value
        self.used = False
        self.older = older
        self.newer: Optional[_Node[K, V]] = None


class Cache(Generic[K, V]):
    """SIEVE (NSDI 2024): a hand goes from the oldest entry to the newest, spares what was used since it
    came by, and drops the first that was not."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._nodes: dict[K, _Node[K, V]] = {}
        self._oldest: Optional[_Node[K, V]] = None
        self._newest: Optional[_Node[K, V]] = None
        self._hand: Optional[_Node[K, V]] = None  # None: begin at the oldest

    def __len__(self) -> int:
        return len(self._nodes)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        node = self._nodes.get(key)
        if node is None:
            return default
        node.used = True
        return node.value

    def set(self, key: K, value: V) -> None:
        node = self._nodes.get(key)
        if node is not None:
            node.used = True
            node.value = value
            return
        if len(self._nodes) >= self._capacity:
            self._evict()
        node = self._nodes[key] = _Node(key, value, self._newest)
        if self._newest is None:
            self._oldest = node
        else:
            self._newest.newer = node
        self._newest = node

    def delete(self, key: K) -> None:
        node = self._nodes.get(key)
        if node is not None:
            self._remove(node)

    def _evict(self) -> None:
        node = self._hand or self._oldest
        while node is not None and node.used:
            node.used = False
            node = node.newer or self._oldest
        if node is not None:
            self._hand = node
            self._remove(node)

    def _remove(self, node: _Node[K, V]) -> None:
        if self._hand is node:
            self._hand = node.newer
        if node.older is None:
            self._oldest = node.newer
        else:
            node.older.newer = node.newer
        if node.newer is None:
            self._newest = node.older
        else:
            node.newer.older = node.older
        del self._nodes[node.key]
