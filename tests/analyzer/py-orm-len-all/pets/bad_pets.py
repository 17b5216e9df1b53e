from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Pet


def count():
    return len(Pet.select())  # expect: py-orm-len-all


def count_some():
    pets = Pet.select().where(Pet.id > 3)
    return len(pets)  # expect: py-orm-len-all


def count_selected(session: Session, User):
    return len(session.scalars(select(User)).all())  # expect: py-orm-len-all
