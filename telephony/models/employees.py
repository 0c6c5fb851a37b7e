"""The people of a company."""

import uuid

from django.db import models


class Employee(models.Model):
    """A person of the company (001: employee); may own several extensions, may be allowed to sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=16, blank=True)  # E.164
    membership_id = models.UUIDField(
        null=True, unique=True
    )  # tenants.Membership, in the public schema
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
