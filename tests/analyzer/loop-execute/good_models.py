"""Saved at once, or something else than a row of the loop."""


def capitalize(User):
    changed = []
    for user in User.objects.filter(active=True):
        user.name = user.name.upper()
        changed.append(user)
    User.objects.bulk_update(changed, ["name"])


def figures(plots):
    for plot in plots:
        plot.save()


def first(User):
    for user in User.objects.filter(active=True):
        user.save()
        break
