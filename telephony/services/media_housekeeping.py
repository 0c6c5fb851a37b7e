"""What is done for the sounds of all companies now and then."""

import logging

from telephony.services.media_conversion import media_resume
from telephony.services.speech import speech_sweep
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant

logger = logging.getLogger(__name__)


def media_tidy() -> None:
    """Send conversions that were lost again, and forget texts that nobody says."""
    with platform_scope():
        tenants = list(Tenant.objects.filter(status=Tenant.Status.ACTIVE).select_related("node"))
    for tenant in tenants:
        with tenant_scope(tenant):
            sent, forgotten = media_resume(), speech_sweep()
        if sent or forgotten:
            logger.info(
                "%s: %d conversions sent again, %d texts forgotten", tenant, sent, forgotten
            )
