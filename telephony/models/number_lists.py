"""Lists of outside numbers (004: classifiers)."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class NumberList(models.Model):
    """A named list of outside numbers. `revision` grows with every change of its entries, which reach the node
    apart from the rest of the configuration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    blocks_callers = models.BooleanField(
        default=False, help_text="Nobody on the list reaches the company"
    )
    revision = models.PositiveIntegerField(default=1)
    size = models.PositiveIntegerField(default=0)  # of its entries
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="number_list_name_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Its name on the node."""
        return self.pk.hex


class NumberListEntry(models.Model):
    """An outside number on a list, in E.164, with the name of whoever has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(
        NumberList, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    number = models.CharField(max_length=16)
    name = models.CharField(max_length=80, blank=True)
    comment = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="number_list_entry_unique")
        ]
        indexes = [
            GinIndex(
                OpClass(Upper("number"), name="gin_trgm_ops"),
                OpClass(Upper("name"), name="gin_trgm_ops"),
                name="number_list_entry_trigrams",
            )
        ]

    def __str__(self) -> str:
        return self.number
