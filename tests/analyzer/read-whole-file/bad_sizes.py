"""Most files that are read by lines are short."""


def package(path):
    for line in open(path).readlines():  # note: read-whole-file
        if line.startswith("package"):
            return line


def visits(log_path):
    n = 0
    for line in open(log_path).readlines():  # expect: read-whole-file
        n += "GET" in line
    return n
