"""Lists that are looked through on every turn."""


def new_ones(old, new):
    known = []
    for item in old:
        known.append(item.key)
    return [item for item in new if item.key in known]  # expect: loop-linear-search


def positions(words, text):
    places = []
    vocabulary = list(words)
    for word in text:
        places.append(vocabulary.index(word))  # expect: loop-linear-search
    return places


def counts(words: list, text):
    result = {}
    for word in text:
        result[word] = words.count(word)  # expect: loop-linear-search
    return result


def overlap(a: list[int], b: list[int]):
    both = 0
    for x in a:
        if x in b:  # expect: loop-linear-search
            both += 1
    return both


def crossed_out(orders, lines):
    open_orders = [o.id for o in orders]
    for line in lines:
        if line.order not in open_orders:  # expect: loop-linear-search
            yield line


class Basket:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def find(self, key):
        for item in self.items:
            if item.key == key:
                return item
        return None


def fill(basket_lines):
    basket = Basket()
    for line in basket_lines:
        if not basket.find(line.key):  # expect: loop-linear-search
            basket.add(line)
    return basket


def known_by_its_callers(songs, wanted):
    return [song for song in songs if song.key in wanted]  # expect: loop-linear-search


def callers(library, rows):
    wanted = []
    for row in rows:
        wanted.append(row.key)
    return known_by_its_callers(library.songs, wanted)


class Node:
    def __init__(self):
        self.children = []

    def add(self, child):
        self.children.append(child)

    def place_of(self, child):
        for i, node in enumerate(self.children):
            if node is child:
                return i
        return -1


def places(tree: Node, leaves):
    for leaf in leaves:
        print(tree.place_of(leaf))  # expect: loop-linear-search


class Shop:
    def __init__(self):
        self.names = []

    def add(self, name):
        self.names.append(name)

    def lower_names(self):
        return [name.lower() for name in self.names]


def asked_each_time(shop: Shop, rows):
    for row in rows:
        if row.name in shop.lower_names():  # expect: loop-linear-search
            print(row)
