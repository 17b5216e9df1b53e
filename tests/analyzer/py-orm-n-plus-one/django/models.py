from django.core.cache import cache
from django.db import models


class City(models.Model):
    name = models.CharField(max_length=10)


class Customer(models.Model):
    name = models.CharField(max_length=10)
    city = models.ForeignKey(City, on_delete=models.CASCADE)

    @property
    def address(self):
        return self.name + self.city.name


class Document(models.Model):
    class Meta:
        abstract = True

    author = models.ForeignKey("Customer", on_delete=models.CASCADE, related_name="+")

    def signature(self):
        return "by " + self.author.name


class Order(Document):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    tags = models.ManyToManyField("Tag")

    def save_signed(self):
        self.text = self.customer.name
        self.save()

    @property
    def tag_names(self):
        names = cache.get(self.pk)
        if names is None:
            names = list(self.tags.values_list("name", flat=True))
            cache.set(self.pk, names)
        return names


class Tag(models.Model):
    pass


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    price = models.IntegerField()
