from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import DeclarativeBase, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = mapped_column(Integer, primary_key=True)
    posts = relationship("Post", backref="author")
    roles = relationship("Role", lazy="joined")


class Role(Base):
    __tablename__ = "roles"
    user = mapped_column(ForeignKey("users.id"))


class Post(Base):
    __tablename__ = "posts"
    user = mapped_column(ForeignKey("users.id"))
