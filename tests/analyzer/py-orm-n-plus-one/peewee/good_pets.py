from .models import Owner, Pet


def owners():
    for pet in Pet.select(Pet, Owner).join(Owner):
        print(pet.owner.name)


def keys():
    return [pet.owner_id for pet in Pet.select()]
