from .models import Pet


def insert(rows):
    Pet.insert_many([{"owner": row} for row in rows]).execute()
