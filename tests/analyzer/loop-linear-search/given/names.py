def names_of(shop):
    names = []
    for line in open(shop):
        names.append(line.strip())
    return names
