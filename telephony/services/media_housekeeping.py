"""What is done for the sounds of all companies now and then."""

import logging

from telephony.services.media_conversion import media_resume
from telephony.services.media_sweep import sounds_remake, sounds_unnamed_drop
from telephony.services.speech import speech_sweep
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant

logger = logging.getLogger(__name__)


def media_tidy() -> None:
    """Send lost conversions again, forget texts that nobody says, remove files that nobody names, remake lost ones."""
    with platform_scope():
        tenants = list(Tenant.objects.filter(status=Tenant.Status.ACTIVE).select_related("node"))
    for tenant in tenants:
        try:
            with tenant_scope(tenant):
                _tidy(tenant)
        except Exception:  # trouble with the sounds of one company is none of the others
            logger.exception("sounds of %s not looked after", tenant)


def _tidy(tenant: Tenant) -> None:
    sent, forgotten = media_resume(), speech_sweep()
    remade, removed = sounds_remake(), sounds_unnamed_drop()
    if sent or forgotten or remade or removed:
        logger.info(
            "%s: %d conversions sent again, %d texts forgotten, %d lost sounds made again, %d files of none removed",
            tenant, sent, forgotten, remade, removed,
        )  # fmt: skip
