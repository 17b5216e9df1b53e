from collections import deque


def parse(header):
    return [segment for segment in header.readlines()]


def outline(course):
    return [chapter.title for chapter in course.all_chapters()]


def draw(entries, first):
    return [entry.height() for entry in entries]


def reach(joined, start):
    return [node for node in joined]


def canonical(name):
    return name.lower()


class Package:
    def __init__(self, name):
        self.name = name

    def key(self):
        return self.name


def all_names(packages):
    return [package.key() for package in packages]


class Log:
    def write(self, content, width):
        self.lines.append(content)

    def replay(self, waiting):
        for row in waiting:
            self.write(*row)


def arguments(*values):
    return values


def calls(records):
    return [arguments(record.a, record.b) for record in records]


def clear(serial_list):
    for serial in serial_list:
        detach(serial)


def detach(serial):
    pass
