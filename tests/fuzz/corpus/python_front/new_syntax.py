# What Python 3.8 to 3.14 added to the grammar, and corners of it.
from __future__ import annotations
from . import (a as b, c,)
from ...pkg.sub import *
import os.path as p, sys

# 3.14, PEP 750: template strings
name = "x"
t0 = t"Hello {name}"
t1 = T'{name!r:>{len(name)}}' t"{name=}" t''
t2 = rt"\d{name}\n" Rt'''a
{name} {{literal}} b
'''
t3 = t"{f'{name}' + t'{name!s}'}"

# 3.14, PEP 758: except without parentheses
try:
    pass
except ValueError, TypeError:
    pass
except A, B, C:
    pass
try:
    pass
except* OSError, E:
    pass
finally:
    pass

# 3.12, PEP 701: f-strings
f0 = f"{name + "inner" + f"{f"{1}"}"}"
f1 = f"{'\n'.join([
    name,  # a comment
])}"
f2 = f'{x:{"{"}>10}' f"{x!r:{y}.{z}f}" 'plain' f"{{}}" f'{{{x}}}'
f3 = f"""{
    x = :%Y-%m
}"""
f4 = f"{(lambda x: 1)}{(y := 2)}"
f5 = rf"\{x}\N{x}" F"\N{LATIN SMALL LETTER A}{x}"
f6 = f'{x:a{y}b{z:{w}}c}'
f7 = f"{x!=y} {x==y} {x<=y} {d['k']} {a[1:2]}"

# 3.12, PEP 695; 3.13, PEP 696
type X = int
type Y[T: (int, str) = int, *Ts = *tuple[int, ...], **P = [int]] = dict[T, tuple[*Ts]]
def generic[T: int, *Ts, **P](x: T, *args: *Ts, **kwargs: P.kwargs) -> T: ...
class Generic[T = int, U: str = str](Base[T], metaclass=M, **kw): ...
type = type
match = case = _ = 1
type(x)
match(x)
match[x]
match * x
match, case = case, match
print(type, match, case)

# 3.11, PEP 646
a[*b]
a[*b, 1]
a[1:2, *b, ::3]
def stars(*args: *tuple[int]): return *args, *args

# 3.10, PEP 634
match x, y:
    case 1 | -2 | 3 + 4j | -5.0 - 6j:
        pass
    case "a" "b" | b"c" | None | True:
        pass
    case [a, b, *rest] | (a, *_) if a > b:
        pass
    case {"k": v, 1: [x], mod.K: None, **rest}:
        pass
    case Point(x=0, y=(1 | 2) as z) | mod.Point(1, 2, z=_):
        pass
    case (a):
        pass
    case (a,):
        pass
    case a, b:
        pass
    case *a, b:
        pass
    case [] | () | {}:
        pass
    case mod.sub.CONST as c:
        pass
    case _:
        pass
match x:
    case _: pass

# 3.9: decorators, parenthesised with
@buttons[0].clicked.connect
@(yield_ := decorator)
@lambda f: f
def decorated(): pass
with (open(a) as f, open(b) as g,): pass
with (open(a), open(b)): pass
with (open(a)) as f, (open(b)): pass
with (a, b) as c: pass
with (yield): pass
with (a), (b): pass
with (a if b else c): pass
with a() as (x, y), b() as [z, *w], c() as d.e, f() as g[0]: pass
async def coroutine():
    async with (a() as b, c() as d): pass
    async for x, *y in z: await (await x)[0] ** -await y
    else: pass
    return [x async for x in y if await x if not z], {k: v async for k, v in w}
    await asyncio.sleep(1), (yield)

# 3.8: walrus, positional only
if (n := len(a)) > 10: print(n)
while chunk := f.read(): pass
[y := 1, y**2]
{(y := 1): 2}
x[y := 1]
{y := 1, 2}
f(y := 1, *args, k=(z := 2), **kw)
def positional(a, /, b, *, c, d=1, **e): lambda a, /, b=2, *c, d, **e: (a, b)
def only(*, a): lambda *, a=1: a
lambda: (yield)
lambda *a, **k: 0

# operators and literals
x = a if b else c if d else e
x = not a in b is not c < d == e != f not in g
x = a or b and c or not d and not not e
x = -a ** -b ** +c @ d // e % f << 1 >> 2 & 3 | 4 ^ ~5
x = (a + b) * (c - (d)) - ((e)) - f
x = 0xFF_FF + 0o17 + 0b1_0 + 1_000.5e-1_0j + .5 + 5. + 1e5 + 0_0 + 1..real if 1else 2
x = 1if x else 3
x = "a" 'b' r'\c' u"d", b"\x00" rb'e' Rb"f" bR'''g
h'''
x = [*a, *b], (*a,), {*a, 1}, {**a, 'b': 1, **c}, {}, (), []
x = [a for b in c for d in e if f if g], (a for b, in c), {a for *b, c in d}, {a: b for c in d}
x = sum(a for a in b), f((a for a in b)), f(*[1], **{}), f(a)(b)[c].d[e:f, g::h](), f(a for a in b)()
x: int = 1
x.y: int
(x): int = yield
x[0]: "s" = 1, 2
x = y = yield from z
x, *y = *z, 1
x += yield
x @= 1; x //= 2; x **= 3; x >>= 4; x <<= 5; x &= 6; x ^= 7; x |= 8; x %= 9
for x, in *a, b: break
for x[0], (y.z, *w) in a: continue
else: pass
del x, (y, z), [w], a.b, c[0]
del (x)
del (x), y
assert x, "m"
raise
raise E from None
global_ = ...
if x: pass
elif (y): pass
elif z: pass
else:
    if w: pass
    elif (v): pass
try: pass
except (A, B) as e: pass
except E: pass
except: pass
else: pass
finally: pass
def f():
    global g, h
    def i():
        nonlocal j
    return
def unicode_é(ünïcode, ℘, 变量=1): return ünïcode.变量
print >> sys.stderr, "valid"
x = \
    1 + \
  2
if x:
	tab = 1
	if y:
		tabs = 2
lambda x=(lambda y: y): x; pass;
class A: x = 1; y: int
class B(): pass
class C(A, *b, k=1): "doc"
x = a[b][c](d).e; y = (a.b).c; z = (a)(b)
x = a < b < (c) < d
