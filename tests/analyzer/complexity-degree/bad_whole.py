"""Loops over what does not come from the outer loop's element, told from the element's own parts."""


def outline(chapters, lessons):
    titles = []
    for chapter in chapters:
        wanted = chapter.key
        for lesson in lessons:          # expect: complexity-degree
            if lesson.chapter == wanted:
                titles.append(lesson)
    return titles


def pairs(orders):
    found = []
    for i, order in enumerate(orders):
        for other in orders[i + 1:]:    # expect: complexity-degree
            if other.customer == order.customer:
                found.append((order, other))
    return found


def triangle(n):
    cells = []
    for i in range(n):
        k = i + 1
        for j in range(k, n):           # expect: complexity-degree
            cells.append((i, j))
    return cells


def search(rows, number):
    wanted = [row for row in rows]
    for row in wanted:
        if row.number == number:
            return row
    return None


def matched(orders, rows):
    found = []
    for i in range(len(orders)):
        found.append(search(rows, i))   # expect: complexity-degree
    return found


class Censor:
    def set_reference(self, reference, key, rows):
        for row in rows:
            if row.key == key:
                reference.height = row.height
                return

    def to_message(self, outputs, extra_rows: dict):
        for key, count in self.censored.items():
            blocked = outputs.blocked.add()
            self.set_reference(blocked.channel, key, extra_rows)        # expect: complexity-degree
            blocked.count = len(count)
