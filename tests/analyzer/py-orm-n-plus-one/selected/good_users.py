from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from .models import Address, User


def by_statement(session: Session):
    statement = select(User)
    statement = statement.options(selectinload(User.team))
    for user in session.scalars(statement):
        print(user.team.id, [tag.id for tag in user.tags])


def two_steps(session: Session):
    loaded = select(User).options(joinedload(User.addresses).joinedload(Address.street))
    for user in session.scalars(loaded).unique().all():
        for address in user.addresses:
            print(address.street.id)
