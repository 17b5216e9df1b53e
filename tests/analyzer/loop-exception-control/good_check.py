"""A branch, or an error for somebody else."""


def positive(values):
    return sum(value >= 0 for value in values)


def checked(values):
    for value in values:
        if value < 0:
            raise ValueError(value)
    return values


def whole(values):
    try:
        for value in values:
            if value < 0:
                raise ValueError(value)
    except ValueError:
        return None
    return values


def parsed(texts):
    for text in texts:
        try:
            yield int(text)
        except ValueError:
            continue
