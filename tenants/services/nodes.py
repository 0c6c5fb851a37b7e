"""The node of this host, and the node that a new company gets."""

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from tenants.errors import BusinessError
from tenants.models import AsteriskNode


def node_register() -> AsteriskNode:
    """Make the row of this host's node agree with the settings."""
    node, _created = AsteriskNode.objects.update_or_create(
        name=settings.NODE_NAME,
        defaults={
            "sip_host": settings.SIP_HOST,
            "sip_port": settings.SIP_PORT,
            "sip_tls_port": settings.SIP_TLS_PORT,
        },
    )
    return node


def node_for_new_tenant() -> AsteriskNode:
    """The open node with the fewest companies; on a new installation this host's own."""
    if not AsteriskNode.objects.exists():
        return node_register()
    emptiest = (
        AsteriskNode.objects.filter(is_open=True)
        .alias(count=Count("tenants"))
        .order_by("count", "pk")
    )
    node = emptiest.first()
    if node is None:
        raise BusinessError("no_open_node", _("No node takes new companies."))
    return node
