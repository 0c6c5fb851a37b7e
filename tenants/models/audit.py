"""The journal of acts that must stay on record (000: operations journal)."""

from django.db import models

from tenants.models.tenants import Tenant
from tenants.models.users import User


class AuditEntry(models.Model):
    """Who did what, to whom, and on whose behalf. Append-only; `data` never holds secrets."""

    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.SET_NULL, related_name="+")
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    acting_for = models.ForeignKey(Tenant, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
