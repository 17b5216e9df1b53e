#!/usr/bin/env python3
"""Makes sessions.csv.gz: what the shop's cache was asked for in four days, 100,000 requests.

Seeded, so the same file every time.  Columns: time (seconds), key, size (bytes), op.

- Visitors come and go with the hours.  They look at products, of which few are
  popular (Zipf) and never the same for long: every hour some rise and some fall.
- Carts and sessions belong to the visitors of the moment, and are written.
- Many searches are made once and never again.
- Every night at half past two a price comparison service crawls the offers of
  the catalogue, once, in order, each under the address of that day.
- The warehouse writes stock levels; what is sold out is deleted.
"""
import bisect
import csv
import gzip
import io
import itertools
import os
import random

REQUESTS = 100_000
HOURS = 96
NIGHTS = HOURS // 24
START = 18                      # o'clock
PRODUCTS = 6_000
CRAWLED = 4_500                 # offers, each night
CRAWL_AT, CRAWL_RATE = 2.5, 6   # o'clock, requests per second
# Visits by the hour of the day, from midnight.
DAY = [18, 11, 7, 5, 5, 7, 15, 30, 48, 62, 70, 78, 86, 80, 72, 70, 74, 82, 92, 100, 98, 84, 58, 34]


class Zipf:
    """Ranks 0, 1, ... with probability proportional to 1 / (rank + 1) ** skew."""

    def __init__(self, rng, n, skew):
        self.rng = rng
        self.below = list(itertools.accumulate((rank + 1) ** -skew for rank in range(n)))

    def rank(self):
        return bisect.bisect_left(self.below, self.rng.random() * self.below[-1])


class Shop:
    def __init__(self, rng):
        self.rng = rng
        self.by_rank = list(range(PRODUCTS))
        rng.shuffle(self.by_rank)
        self.products = Zipf(rng, PRODUCTS, 0.9)
        self.categories = Zipf(rng, 400, 1.0)
        self.searches = Zipf(rng, 500, 0.9)
        self.visitors = [rng.getrandbits(32) for _ in range(120)]
        self.hour = 0
        self.sizes = {}

    def drift(self, hour):
        """Some products change places: news among the popular, fashions that pass."""
        for _ in range((hour - self.hour) * PRODUCTS // 100):
            a, b = self.products.rank(), self.rng.randrange(PRODUCTS)
            self.by_rank[a], self.by_rank[b] = self.by_rank[b], self.by_rank[a]
        self.hour = hour

    def product(self):
        return self.by_rank[self.products.rank()]

    def visitor(self):
        """One of those who are here; some leave and others come."""
        i = self.rng.randrange(len(self.visitors))
        if self.rng.random() < 0.12:
            self.visitors[i] = self.rng.getrandbits(32)
        return f"{self.visitors[i]:08x}"

    def size(self, key, smallest, largest):
        """Of one object always the same; small ones are more frequent."""
        if key not in self.sizes:
            self.sizes[key] = round(smallest * (largest / smallest) ** self.rng.random())
        return self.sizes[key]

    def page(self):
        key = f"product:{self.product()}"
        return key, self.size(key, 4_000, 30_000), "GET"

    def picture(self):
        key = f"thumb:{self.product()}"
        return key, self.size(key, 6_000, 50_000), "GET"

    def category(self):
        key = f"category:{self.categories.rank()}"
        return key, self.size(key, 20_000, 90_000), "GET"

    def session(self):
        return f"session:{self.visitor()}", 180, self.rng.choices(("GET", "SET"), (93, 7))[0]

    def cart(self):
        key = f"cart:{self.visitor()}"
        return key, self.rng.randrange(80, 1_500), self.rng.choices(("GET", "SET", "DEL"), (72, 23, 5))[0]

    def search(self):
        if self.rng.random() < 0.7:
            key = f"search:{self.rng.getrandbits(40):010x}"
        else:
            key = f"search:{self.searches.rank()}"
        return key, self.size(key, 2_000, 20_000), "GET"

    def stock(self):
        return f"stock:{self.product()}", 48, self.rng.choices(("GET", "SET", "DEL"), (80, 18, 2))[0]

    def request(self):
        kinds = (self.page, self.picture, self.category, self.session, self.cart, self.search, self.stock)
        return self.rng.choices(kinds, (36, 18, 8, 10, 6, 14, 8))[0]()

    def offer(self, night, i):
        key = f"offer:{night + 1}:{i}"
        return key, self.size(key, 1_000, 5_000), "GET"


def visit_times(rng, n):
    weights = [DAY[(START + hour) % 24] for hour in range(HOURS)]
    hours = rng.choices(range(HOURS), weights, k=n)
    return sorted(3600 * (hour + rng.random()) for hour in hours)


def crawl_times(rng, night):
    first = 3600 * ((24 - START) + CRAWL_AT + 24 * night)
    gaps = (rng.expovariate(CRAWL_RATE) for _ in range(CRAWLED))
    return [first + time for time in itertools.accumulate(gaps)]


def requests(rng):
    shop = Shop(rng)
    rows = []
    for time in visit_times(rng, REQUESTS - NIGHTS * CRAWLED):
        shop.drift(int(time // 3600))
        rows.append((time, *shop.request()))
    for night in range(NIGHTS):
        rows += [(time, *shop.offer(night, i)) for i, time in enumerate(crawl_times(rng, night))]
    return sorted(rows)


def main():
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(("time", "key", "size", "op"))
    for time, *rest in requests(random.Random(20240229)):
        out.writerow((f"{time:.2f}", *rest))
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sessions.csv.gz")
    # No name and no time inside: the same bytes every time.
    with open(path, "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as packed:
        packed.write(text.getvalue().encode())


if __name__ == "__main__":
    main()
