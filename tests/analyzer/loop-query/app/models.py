from django.db import models


class CustomerManager(models.Manager):
    def vip(self):
        return self.filter(vip=True)


class Customer(models.Model):
    name = models.TextField()
    objects = CustomerManager()


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
