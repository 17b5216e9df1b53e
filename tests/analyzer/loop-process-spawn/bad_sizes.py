"""One process per element."""
import os
import subprocess


def sizes(paths):
    result = []
    for path in paths:
        result.append(subprocess.check_output(["wc", "-c", path]))  # expect: loop-process-spawn
    return result


def compress(paths):
    for path in paths:
        os.system("gzip " + path)  # expect: loop-process-spawn


def size_of(path):
    return subprocess.run(["wc", "-c", path], capture_output=True)


def by_helper(paths):
    return [size_of(path) for path in paths]  # expect: loop-process-spawn
