def convert(rows):
    out = []
    for row in rows:
        import json  # expect: py-import-in-hot-path
        out.append(json.dumps(row))
    return out


def nested(groups):
    for group in groups:
        for item in group:
            from os import path  # expect: py-import-in-hot-path
            print(path.basename(item))


def waiting(queue):
    while queue:
        from decimal import Decimal  # expect: py-import-in-hot-path
        print(Decimal(queue.pop()))
