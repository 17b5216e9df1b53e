import functools
from functools import cache, lru_cache


class Resolver:
    @lru_cache(maxsize=None)
    def domain_of(self, project):  # expect: py-unbounded-cache
        return project.domain.lower()

    @cache
    def owner(self):  # expect: py-unbounded-cache
        return self


class Answers:
    kept = {}

    def handle(self, request):
        return self.answer(request.user)

    def answer(self, user):
        if user not in self.kept:
            self.kept[user] = user.total()  # expect: py-unbounded-cache
        return self.kept[user]


class Prices:
    known = {}

    def of(self, request, item):
        price = self.known.get(item)
        if price is None:
            price = request.price(item)
            self.known[item] = price  # expect: py-unbounded-cache
        return price


@functools.cache
def total_of(user):  # expect: py-unbounded-cache
    return sum(user.orders)


def show(request, user):
    return str(total_of(user))
