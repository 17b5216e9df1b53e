"""The base had the same work in calls that could not be looked into, or only under a condition."""
import csv


def write_report(path, rows, keys):
    with open(path, "w") as out:
        write_rows(out, rows, keys)


def write_rows(out, rows, keys):
    for row in rows:
        for key in keys:
            out.write(row[key])


def permitted(users, granted):
    found = []
    for user in users:
        for one in granted:
            if one == user.role:
                found.append(user)
                break
    return found


class Blocker:
    def learn(self, pairs, candidates):
        for pair in pairs:
            for one in candidates:
                one.cover(pair)


class Learner:
    def __init__(self):
        self.blocker = Blocker()

    def learn_all(self, pairs, candidates):
        self.blocker.learn(pairs, candidates)


def compare(left, right):
    return [(a, b) for a in left for b in right if a.key == b.key]


def verify(left, right, request):
    return compare(left, right)


def renamed(people, user_map):
    found = {}
    for name in people:
        for key in user_map:
            found[name] = key
    return found
