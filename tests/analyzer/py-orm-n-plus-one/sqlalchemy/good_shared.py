"""Rows that lead to one and the same row, which the session asks for once; relations loaded on a further line."""
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from .models import Post, User


def of_author(session: Session, author):
    return [post.author.name for post in session.query(Post).filter_by(author=author)]


def of_parent(session: Session, author):
    return [post.author.name for post in session.query(Post).with_parent(author)]


def all_posts(session: Session):
    return (session.query(Post)
            .filter(Post.id > 3)
            .options(joinedload("author")))


def names(session: Session):
    return [post.author.name for post in all_posts(session)]
