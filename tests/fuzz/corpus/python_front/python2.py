# -*- coding: latin-1 -*-
print >>f, `x`, 0777, 10L
exec "code" in d
try: raise E, "m"
except E, e: print e
def f(a, (b, c)): return a <> b
