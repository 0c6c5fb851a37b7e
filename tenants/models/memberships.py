"""Who belongs to which company, and the links that let them in."""

import uuid

from django.db import models

from tenants.models.tenants import Tenant
from tenants.models.users import User
from tenants.permissions import Role


class Membership(models.Model):
    """A person's place in one company."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "tenant"], name="membership_unique")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.tenant_id} {self.role}"


class SignInLink(models.Model):
    """A link that signs a person in, once. Only the digest of its token is stored.

    A `password` link lets its holder set a password; a `hand_over` link carries an operator, for a minute, from
    the installation's host to a company's, to act there on its behalf.
    """

    class Purpose(models.TextChoices):
        PASSWORD = "password"  # noqa: S105 - the name of a purpose
        HAND_OVER = "hand_over"

    purpose = models.CharField(max_length=16, choices=Purpose.choices, default=Purpose.PASSWORD)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.purpose} of {self.user_id}"
