from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import DeclarativeBase, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = mapped_column(Integer, primary_key=True)
    posts = relationship("Post", backref="author")
    roles = relationship("Role", lazy="joined")
    desk = relationship("Desk", uselist=False)
    option_list = relationship("Role")


class Role(Base):
    __tablename__ = "roles"
    user = mapped_column(ForeignKey("users.id"))


class Post(Base):
    __tablename__ = "posts"
    user = mapped_column(ForeignKey("users.id"))
    shelf_id = mapped_column(ForeignKey("desks.id"))
    shelf = relationship("Desk", uselist=False)
    latest_desk = relationship("Desk")


class Desk(Base):
    __tablename__ = "desks"
    user = mapped_column(ForeignKey("users.id"))
