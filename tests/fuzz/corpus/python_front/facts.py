import sqlite3, asyncio, requests
CACHE = {}
class Shop(Base):
    def __init__(self): self.items = []; self.db = sqlite3.connect('x')
    @property
    def n(self): return len(self.items)
    def run(self, ids):
        s = ''
        for i in ids:
            if i in self.items: s += str(i)
            if i not in CACHE: CACHE[i] = self.db.execute('q', (i,))
            for _ in range(3):
                try: return requests.get(i)
                except IOError: continue
        while low < high:
            mid = (low + high) // 2
            low = mid + 1
        return sorted(ids, key=lambda x: x in s), self.n  # weir: ignore[x] y
async def f(u): await asyncio.to_thread(requests.get, u)
