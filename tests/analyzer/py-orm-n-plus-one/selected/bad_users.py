from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from .models import User


def by_statement(session: Session):
    statement = select(User).order_by(User.id)
    for user in session.scalars(statement):
        print(user.team.id)  # expect: py-orm-n-plus-one


async def by_result(session: AsyncSession):
    result = await session.execute(select(User))
    for user in result.scalars():
        print(user.team.id)  # expect: py-orm-n-plus-one


class Users:
    def __init__(self, session: Session):
        self.session = session

    def all(self) -> list[User]:
        return list(self.session.scalars(select(User)).all())


def by_repository(users: Users):
    for user in users.all():
        print(user.team.id)  # expect: py-orm-n-plus-one


def handed_in(users: list[User]):
    return [user.team.id for user in users]  # note: py-orm-n-plus-one
