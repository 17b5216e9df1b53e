"""Loops over what belongs to the outer loop's element: all parts together are no more than there is."""
from collections import deque


def parse(header):
    found = []
    for segment in header.readlines():
        parts = segment.strip().split(None)
        for part in parts[1:]:
            found.append(part)
    return found


def outline(course):
    titles = []
    for chapter in course.all_chapters():
        lessons = course.lessons_of(chapter)
        for lesson in lessons:
            for block in blocks_of(lesson):
                titles.append(block)
    return titles


def blocks_of(lesson):
    return lesson.load().blocks


def draw(entries, first):
    lines = []
    for number, entry in enumerate(entries[first:], first):
        count = entry.height()
        for row in range(0, count):
            lines.append((number, row))
    return lines


def reach(joined, start):
    waiting = deque([start])
    found = []
    while waiting:
        node = waiting.popleft()
        for other in joined[node]:
            found.append(other)
            waiting.append(other)
    return found


def canonical(name):
    value = name.lower().replace("_", "-")
    while "--" in value:
        value = value.replace("--", "-")
    return value


class Package:
    def __init__(self, name):
        self.name = name

    def key(self):
        return canonical(self.name)


def all_names(packages):
    return [package.key() for package in packages]


class Log:
    def write(self, content, width):
        shown = content.render(width)
        for line in shown:
            self.lines.append(line)

    def replay(self, waiting):
        for row in waiting:
            self.write(*row)


def arguments(*values):
    values = list(values)
    while values and values[-1] is None:
        values.pop()
    return values


def calls(records):
    return [arguments(record.a, record.b) for record in records]


def clear(serial_list):
    for serial in serial_list:
        detach(serial)


def detach(serial):
    tokens = load_tokens(serial=serial)
    for token in tokens:
        token.clear()
