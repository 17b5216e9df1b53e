from django.db import models


class City(models.Model):
    label = models.CharField(max_length=10)


class Customer(models.Model):
    city = models.ForeignKey(City, on_delete=models.CASCADE)


class Product(models.Model):
    title = models.CharField(max_length=10)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    seller = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sold")


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE)
