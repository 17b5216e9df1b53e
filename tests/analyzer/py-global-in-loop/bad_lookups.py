import math
import os.path


def lengths(rows):
    for row in rows:
        for point in row.points:
            point.length = math.sqrt(point.x * point.x + point.y * point.y)  # expect: py-global-in-loop


def names(folders):
    found = []
    for folder in folders:
        for name in folder.names:
            found.append(os.path.join(folder.path, name))  # expect: py-global-in-loop
    return found
