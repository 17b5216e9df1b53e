import csv


def write_report(path, rows, keys):
    with open(path, "w") as out:
        csv.DictWriter(out, keys).writerows(rows)


def permitted(users, granted):
    return [user for user in users if user.role in granted]


class Learner:
    def learn_all(self, pairs, candidates):
        self.chosen.block_learner.learn(pairs, candidates)


def compare(left, right):
    return [(a, b) for a in left for b in right if a.key == b.key]


def verify(left, right, request):
    if request.verify:
        return compare(left, right)
    return None


def renamed(attributes, fields):
    found = {}
    for name in attributes:
        for key in fields:
            found[name] = key
    return found
