from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Post, User


def counts(session: Session):
    for user in session.query(User).filter(User.id > 3).all():
        print(len(user.posts))  # expect: py-orm-n-plus-one


def authors(session: Session):
    return [post.author.name for post in session.scalars(select(Post))]  # expect: py-orm-n-plus-one
