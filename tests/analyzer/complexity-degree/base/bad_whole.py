import struct


def outline(chapters, lessons):
    return [chapter.key for chapter in chapters]


def pairs(orders):
    return [order.customer for order in orders]


def triangle(n):
    return [(i, i) for i in range(n)]


def search(rows, number):
    return rows[number]


def matched(orders, rows):
    found = []
    for i in range(len(orders)):
        found.append(search(rows, i))
    return found


class Censor:
    def set_reference(self, reference, row):
        if row:
            reference.height = struct.unpack("<I", row["height"])[0]

    def to_message(self, outputs, extra_rows: dict):
        for key, count in self.censored.items():
            blocked = outputs.blocked.add()
            self.set_reference(blocked.channel, extra_rows.get(key))
            blocked.count = len(count)
