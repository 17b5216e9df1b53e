"""Lists that are worked off from their front."""


def serve(jobs: list):
    while jobs:
        job = jobs.pop(0)  # expect: quad-erase-front
        job.run()


def breadth_first(root):
    queue = [root]
    seen = set()
    while queue:
        node = queue.pop(0)  # expect: quad-erase-front
        seen.add(node)
        for child in node.children:
            queue.append(child)
    return seen


def newest_first(lines):
    out = []
    for line in lines:
        out.insert(0, line)  # expect: quad-erase-front
    return out


def drop(rows, out):
    waiting = []
    for row in rows:
        waiting.append(row)
    while waiting:
        out.write(waiting[0])
        del waiting[0]  # expect: quad-erase-front


class Queue:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def take(self):
        return self.items.pop(0)


def work(queue: Queue):
    while queue.items:
        queue.take().run()  # expect: quad-erase-front


def first(items: list):
    return items.pop(0)


def by_helper(orders):
    waiting = []
    for order in orders:
        waiting.append(order)
    while waiting:
        first(waiting).run()  # expect: quad-erase-front


class Events:
    """Filled by one side and emptied by the other; who knows how often."""

    def __init__(self):
        self.pending = []

    def post(self, event):
        self.pending.append(event)

    def next_one(self):
        if not self.pending:
            return None
        return self.pending.pop(0)  # expect: quad-erase-front


def of_who_knows_what(site):
    while site.waiting and site.free():
        request = site.waiting.pop(0)  # expect: quad-erase-front
        request.send()
