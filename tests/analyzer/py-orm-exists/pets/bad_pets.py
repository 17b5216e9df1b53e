from .models import Pet


def any_old():
    if Pet.select().where(Pet.id > 3):  # expect: py-orm-exists
        return 1
    return 0
