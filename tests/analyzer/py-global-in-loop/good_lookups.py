import math


def lengths(rows):
    sqrt = math.sqrt
    for row in rows:
        for point in row.points:
            point.length = sqrt(point.x * point.x + point.y * point.y)


def one_loop(points):
    for point in points:
        point.length = math.sqrt(point.x)


def sometimes(rows):
    for row in rows:
        for point in row.points:
            if point.x < 0:
                point.length = math.fabs(point.x)


def methods(rows):
    found = []
    for row in rows:
        for word in row.words:
            found.append(", ".join(word))
    return found
