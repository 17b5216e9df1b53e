import peewee


class Owner(peewee.Model):
    name = peewee.CharField()


class Pet(peewee.Model):
    owner = peewee.ForeignKeyField(Owner, backref="pets")


class Visit(peewee.Model):
    pet = peewee.ForeignKeyField(Pet)
    doctor = peewee.ForeignKeyField(Owner)
