"""Another file each time, or opened once."""
import time


def once(lines):
    with open("log.txt", "a") as f:
        for line in lines:
            f.write(line)


def each_its_own(paths):
    for path in paths:
        with open(path) as f:
            yield f.read()


def built(names):
    for name in names:
        with open("data/" + name) as f:
            yield f.read()


def append_to(path, text):
    with open(path, "a") as f:
        f.write(text)


def each_through_a_function(orders):
    for order in orders:
        append_to(order.path, order.text)


def on_errors(orders):
    for order in orders:
        try:
            order.check()
        except ValueError as e:
            append_to("errors.txt", str(e))


def watches():
    while True:
        with open("/proc/loadavg") as f:
            print(f.read())
        time.sleep(1)


def tries(path):
    for attempt in range(5):
        try:
            return open(path)
        except OSError:
            time.sleep(0.1)
    return None


def three(path):
    for mode in ("r", "rb", "a"):
        open(path, mode).close()


def next_name(counter):
    return "part%d" % next(counter)


def numbered(counter, parts):
    for part in parts:
        with open(next_name(counter), "w") as f:
            f.write(part)


def terminal(questions):
    for question in questions:
        with open("/dev/tty") as tty:
            question.ask(tty)


LEVELS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"]


def constant_loop():
    for level in LEVELS:
        append_to("levels.txt", level)


def cover_of_first(books, path):
    data = None
    for book in books:
        if data is None:
            with open(path, "rb") as f:
                data = f.read()
        book.cover = data
