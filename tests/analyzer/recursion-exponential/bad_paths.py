def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)  # expect: recursion-exponential


def paths(x, y):
    return 1 if not x or not y else paths(x - 1, y) + paths(x, y - 1)  # expect: recursion-exponential


class Stairs:
    def ways(self, n):
        if n < 0:
            return 0
        a = self.ways(n - 1)
        b = self.ways(n - 3)  # expect: recursion-exponential
        return a + b
