from .models import Owner, Pet, Visit


def owners():
    for pet in Pet.select().where(Pet.id > 3):
        print(pet.owner.name)  # expect: py-orm-n-plus-one


def of_each():
    for owner in Owner.select():
        for pet in owner.pets:  # expect: py-orm-n-plus-one
            print(pet.id)


def joined_with_another():
    for visit in Visit.select(Visit, Pet).join(Pet):
        print(visit.pet.id, visit.doctor.name)  # expect: py-orm-n-plus-one
