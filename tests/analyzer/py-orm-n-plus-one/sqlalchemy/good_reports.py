from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from .models import Post, User


def counts(session: Session):
    for user in session.query(User).options(selectinload(User.posts)).all():
        print(len(user.posts))


def authors(session: Session):
    return [post.author.name for post in session.scalars(select(Post).options(joinedload(Post.author)))]


def roles(session: Session):
    return [user.roles for user in session.query(User)]


def pairs(session: Session):
    return [user.posts for user, post in session.query(User, Post).join(Post)]
