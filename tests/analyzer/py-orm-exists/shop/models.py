from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    late = models.BooleanField(default=False)


def late_orders():
    return Order.objects.filter(late=True)
