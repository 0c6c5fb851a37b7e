"""Where messages are kept: Django's storage, <code>/voicemail/<id>.wav, as they came from the node."""

from pathlib import Path
from typing import IO
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage

from telephony.models import VoicemailMessage
from tenants.context import current_tenant

CONTENT_TYPE = "audio/wav"


def message_keep(message: VoicemailMessage, sound: Path) -> None:
    """Put the sound of a message into storage; what an attempt that failed left there is replaced."""
    name = _name(message.pk)
    default_storage.delete(name)
    with sound.open("rb") as file:
        default_storage.save(name, File(file))


def message_open(message: VoicemailMessage) -> IO[bytes]:
    """The sound of a message."""
    opened: IO[bytes] = default_storage.open(_name(message.pk))
    return opened


def message_drop(message_id: UUID) -> None:
    """Forget the sound of a message, which may be no row any more."""
    default_storage.delete(_name(message_id))


def _name(message_id: UUID) -> str:
    return f"{current_tenant().code}/voicemail/{message_id}.wav"
