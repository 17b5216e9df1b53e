from django.db import models


class Order(models.Model):
    total = models.IntegerField()

    def labels(self):
        codes = self.tag_set.order_by("code").values_list("code", flat=True)
        return ",".join(map(str, codes))

    def is_last(self):
        return not Order.objects.filter(pk__gt=self.pk).exists()


class Tag(models.Model):
    code = models.CharField(max_length=5)
    orders = models.ManyToManyField(Order)
