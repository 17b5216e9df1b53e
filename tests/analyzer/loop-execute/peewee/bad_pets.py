from .models import Pet


def insert(rows):
    for row in rows:
        Pet.insert(owner=row).execute()  # expect: loop-execute


def update(rows):
    for row in rows:
        Pet.update(owner=row.owner).where(Pet.id == row.id).execute()  # expect: loop-execute
