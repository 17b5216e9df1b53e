"""Rows of a model, saved one by one."""


def capitalize(User):
    for user in User.objects.filter(active=True):
        user.name = user.name.upper()
        user.save()  # expect: loop-execute


def through_apps(apps, alias):
    Group = apps.get_model("ipam", "Group")
    for group in Group.objects.using(alias).all():
        group.size = 0
        group.save(update_fields=["size"])  # expect: loop-execute
