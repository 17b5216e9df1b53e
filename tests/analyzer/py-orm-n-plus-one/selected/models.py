from __future__ import annotations

from typing import List

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    team: Mapped["Team"] = relationship()
    addresses: Mapped[List["Address"]] = relationship(back_populates="user")
    tags: Mapped[list[Tag]] = relationship(lazy="selectin")


class Tag(Base):
    id: Mapped[int] = mapped_column(primary_key=True)


class Team(Base):
    id: Mapped[int] = mapped_column(primary_key=True)


class Address(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped["User"] = relationship(back_populates="addresses")
    street: Mapped["Tag"] = relationship()
