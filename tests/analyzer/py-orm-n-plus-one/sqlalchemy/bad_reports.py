from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Post, User


def counts(session: Session):
    for user in session.query(User).filter(User.id > 3).all():
        print(len(user.posts))  # expect: py-orm-n-plus-one


def authors(session: Session):
    return [post.author.name for post in session.scalars(select(Post))]  # expect: py-orm-n-plus-one


def chosen(session: Session):
    return [post.author.name for post in session.scalars(select(Post).where(Post.id > 3))]  # note: py-orm-n-plus-one


def desks(session: Session):
    return [user.desk.name for user in session.scalars(select(User).where(User.id > 3))]  # expect: py-orm-n-plus-one


def shelves(session: Session):
    posts = session.query(Post).filter(Post.id > 3)
    return [post.shelf.name for post in posts.all()]  # note: py-orm-n-plus-one


def latest(session: Session):
    posts = session.query(Post).filter(Post.id > 3)
    return [post.latest_desk.name for post in posts.all()]  # expect: py-orm-n-plus-one


def options(session: Session):
    users = session.query(User).filter(User.id > 3)
    return [len(user.option_list) for user in users.all()]  # expect: py-orm-n-plus-one
