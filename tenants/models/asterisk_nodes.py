"""The hosts on which Asterisk runs."""

from django.db import models


class AsteriskNode(models.Model):  # type: ignore[django-manager-missing]  # TenantMixin is untyped
    """One Asterisk host. `name` is its systemname and in its job queue `node.<name>`; phones are told the addresses."""

    name = models.SlugField(max_length=32, unique=True)
    sip_host = models.CharField(max_length=255)
    sip_port = models.PositiveIntegerField(default=5060)
    sip_tls_port = models.PositiveIntegerField(default=5061)
    is_open = models.BooleanField(default=True, help_text="Takes new tenants")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
