class Cache(Generic[K, V]):
    """Adaptive replacement cache (FAST 2003): what was used once and what was used again have parts of
    their own; keys that left them say which part is too small."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._once: OrderedDict[K, V] = OrderedDict()
        self._again: OrderedDict[K, V] = OrderedDict()
        self._once_gone: OrderedDict[K, None] = OrderedDict()
        self._again_gone: OrderedDict[K, None] = OrderedDict()
        self._target = 0.0  # of len(self._once)

    def __len__(self) -> int:
        return len(self._once) + len(self._again)

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        if key in self._once:
            value = self._again[key] = self._once.pop(key)
            return value
        if key in self._again:
            self._again.move_to_end(key)
            return self._again[key]
        return default

    def set(self, key: K, value: V) -> None:
        if key in self._once or key in self._again:
            self._once.pop(key, None)
            self._again[key] = value
            self._again.move_to_end(key)
        elif key in self._once_gone:
            step = max(1.0, len(self._again_gone) / len(self._once_gone))
            self._target = min(self._target + step, float(self._capacity))
            del self._once_gone[key]
            self._make_room(False)
            self._again[key] = value
        elif key in self._again_gone:
            step = max(1.0, len(self._once_gone) / len(self._again_gone))
            self._target = max(self._target - step, 0.0)
            del self._again_gone[key]
            self._make_room(True)
            self._again[key] = value
        else:
            self._admit(key, value)

    def delete(self, key: K) -> None:
        for part in (self._once, self._again, self._once_gone, self._again_gone):
            part.pop(key, None)

    def _admit(self, key: K, value: V) -> None:
        if self._once_gone and len(self._once) + len(self._once_gone) >= self._capacity:
            self._once_gone.popitem(last=False)
        first = min(len(self._once) + len(self._once_gone) + 1, self._capacity)
        while self._again_gone and first + len(self._again) + len(self._again_gone) > 2 * self._capacity:
            self._again_gone.popitem(last=False)
        if len(self._once) >= self._capacity:
            self._once.popitem(last=False)
        else:
            self._make_room(False)
        self._once[key] = value

    def _make_room(self, was_again: bool) -> None:
        if len(self) < self._capacity:
            return
        once = len(self._once)
        if self._once and (once > self._target or (was_again and once >= self._target) or not self._again):
            key, _ = self._once.popitem(last=False)
            self._once_gone[key] = None
        else:
            key, _ = self._again.popitem(last=False)
            self._again_gone[key] = None
