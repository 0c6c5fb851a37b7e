"""What is done for the sounds of all companies now and then."""

import logging

from telephony.services.media_conversion import media_resume
from telephony.services.media_sweep import sounds_remake, sounds_unnamed_drop
from telephony.services.rounds import in_each_company
from telephony.services.speech import speech_sweep
from tenants.models import Tenant

logger = logging.getLogger(__name__)


def media_tidy() -> None:
    """Send lost conversions again, forget texts that nobody says, remove files that nobody names, remake lost ones."""
    in_each_company(_tidy, what="sounds")


def _tidy(tenant: Tenant) -> None:
    sent, forgotten = media_resume(), speech_sweep()
    remade, removed = sounds_remake(), sounds_unnamed_drop()
    if sent or forgotten or remade or removed:
        logger.info(
            "%s: %d conversions sent again, %d texts forgotten, %d lost sounds made again, %d files of none removed",
            tenant, sent, forgotten, remade, removed,
        )  # fmt: skip
