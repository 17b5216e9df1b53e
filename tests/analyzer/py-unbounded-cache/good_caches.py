import functools
from functools import cache, lru_cache


class Bounded:
    @lru_cache(maxsize=100)
    def domain_of(self, project):
        return project.domain.lower()

    @lru_cache
    def by_default(self, project):
        return project


class Config:
    @cache
    def value(self):
        return 1


CONFIG = Config()


class Rows:
    @functools.cached_property
    def total(self):
        return sum(self.items)

    @staticmethod
    @cache
    def table():
        return {}


def rows_of(names):
    return [Rows() for name in names] + [Bounded() for name in names]


@cache
def settings():
    return {}


@cache
def template_of(path):
    return open(path).read()


@cache
def price_of(item):
    return item


def show(request, item):
    return template_of(item) + settings() + str(price_of("tea"))


class Emptied:
    kept = {}

    def handle(self, request):
        if request.user not in self.kept:
            self.kept[request.user] = 1
        if len(self.kept) > 100:
            self.kept.clear()


class OfObject:
    kept = {}

    def __init__(self):
        self.kept = {}

    def handle(self, request):
        if request.user not in self.kept:
            self.kept[request.user] = 1


class Registry:
    known = {}

    def register(self, request, name):
        if name not in self.known:
            self.known[name] = self


class Once:
    kept = {}

    def get(self, key):
        if key not in self.kept:
            self.kept[key] = key * 2
        return self.kept[key]
