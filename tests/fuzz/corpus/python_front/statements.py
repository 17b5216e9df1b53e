from a import (b as c, d)
import e.f as g
@d(1)
class E(F, k=1):
    '''doc'''
    x: int = 1
    async def g(self, *a, k: int = 1, **b) -> x:
        async with h() as i, j: pass
        for x, *y in [z async for z in w if z]:
            try: self.x[k:] += await v
            except* (A, B) as e: raise C from e
            else: del x
            finally: pass
        while (n := f()) not in (1,): continue
        return lambda q, /, r=1: {**q, 'k': r} if q else {1, *r}
match s:
    case {'a': [1, *_], **r} | T(u=1) if x: pass
    case _: pass
type X[T: int = str] = list[T]
