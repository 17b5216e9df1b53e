from .models import Owner, Pet


def owners():
    for pet in Pet.select().where(Pet.id > 3):
        print(pet.owner.name)  # expect: py-orm-n-plus-one
