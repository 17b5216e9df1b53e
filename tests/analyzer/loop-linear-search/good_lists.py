"""Near misses: sets, short lists, lists of the element's own, searches outside of loops."""

LEVELS = ["low", "medium", "high", "critical"]
KINDS = ("order", "offer", "invoice")


def with_a_set(old, new):
    known = {item.key for item in old}
    return [item for item in new if item.key not in known]


def set_of_a_list(old, new):
    known = set(old)
    return [x for x in new if x in known]


def with_a_dict(users, orders):
    by_id = {u.id: u for u in users}
    return [by_id[o.user] for o in orders if o.user in by_id]


def constants(orders):
    return [o for o in orders if o.level in LEVELS and o.kind in KINDS]


def literal(orders):
    return [o for o in orders if o.level in ("low", "high")]


def own_list(orders, tag):
    return [o for o in orders if tag in o.tags]


def own_by_call(orders, tag):
    found = []
    for order in orders:
        tags = order.load_tags()
        if tag in tags:
            found.append(order)
    return found


def made_anew(groups):
    for group in groups:
        names = []
        for member in group.members:
            names.append(member.name)
        if "root" in names:
            return group
    return None


def outside(known: list, key):
    return key in known


def three_times(known: list, keys):
    for i in range(3):
        if keys[i] in known:
            return i
    return -1


def same_question(names: list, orders):
    for order in orders:
        if "total" in names:
            order.total = 0


def substrings(words, text: str):
    return [w for w in words if w in text]


def ignored_files(files, ignored_names: list):
    return [f for f in files if f.name not in ignored_names]


def leaves(known: list, keys):
    for key in keys:
        if key.last:
            return key in known
    return False


def find_user(users, key):
    for user in users:
        if user.id == key:
            return user
    return None


def single(users, order):
    return find_user(users, order.user)


def each_team(teams, key):
    return [find_user(team.members, key) for team in teams]


def only_on_errors(users, orders):
    for order in orders:
        try:
            order.check()
        except ValueError:
            print(find_user(users, order.user))


class Table:
    """Nothing is ever added: as many columns as were written down."""

    def __init__(self):
        self.columns = ["id", "name", "price"]

    def width(self, name):
        for column in self.columns:
            if column == name:
                return 10
        return 0


def layout(table: Table, cells):
    return [table.width(c.name) for c in cells]


class Compiler:
    """Written down in the class."""
    sources = [".c", ".cc", ".cpp"]
    _c_extensions = [".c"]

    def kinds(self, files):
        return [f for f in files if f.kind in self.sources or f.kind in self._c_extensions]


def parts_of_a_path(path, names):
    parts = path.split("/")
    return [n for n in names if n in parts]


def command_line(args, known: list):
    for arg in args:
        if arg in known:
            return arg
    return None


def of_a_group(groups: dict, orders):
    lists = {}
    for name, members in groups.items():
        lists[name] = list(members)
    return [o for o in orders if o.owner in lists[o.group]]


class Words:
    reserved = {"a": ["x"], "b": ["y"]}

    def clean(self, words, kind):
        return [w for w in words if w.text not in self.reserved[w.kind]]


def unused_number(used: list, random):
    number = random()
    while number in used:
        number = random()
    return number


def sets_from_callers(songs, wanted):
    return [song for song in songs if song.key in wanted]


def callers_with_sets(library, rows):
    return sets_from_callers(library.songs, {row.key for row in rows})


def both_kinds(songs, wanted):
    return [song for song in songs if song.key in wanted]


def callers_with_both(library, keys: list, names: set):
    return both_kinds(library.songs, keys), both_kinds(library.songs, names)


def is_nothing(rows):
    for row in rows:
        if row is None:
            continue
        print(row)


class Words:
    def fixed(self):
        return ["if", "else"]

    def words_of(self, row):
        return [word for word in row.text]


def fixed_list(words: Words, rows):
    return [row for row in rows if row.name in words.fixed()]


def of_the_turn(words: Words, rows):
    return [row for row in rows if row.name in words.words_of(row)]
