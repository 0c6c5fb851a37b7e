"""Voicemail without an Asterisk: its disk, what it is asked, and messages that callers have left there."""

import shutil
import struct
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from telephony.models import VoicemailBox
from telephony.services import voicemail_collect as collecting
from telephony.services import voicemail_room
from tenants.models import Tenant
from tests.support.clients import SiteClient

AT = 1_795_286_745  # 2026-11-21 21:45:45 in Moscow


@dataclass
class Asked:
    """Stands where the link to Asterisk does, and does to the files what Asterisk would."""

    spool: Path
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    families: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def family_apply(self, family: str, wanted: Mapping[str, str]) -> None:
        self.families[family] = wanted

    def ask(self, action: str, **headers: str) -> None:
        self.asked.append((action, headers))
        if "ID" not in headers:
            return
        box = self.spool / headers["Context"] / headers["Mailbox"]
        to = headers.get("ToFolder", "Deleted")
        (box / to).mkdir(exist_ok=True)
        for text in list((box / headers["Folder"]).glob("*.txt")):
            if f"msg_id={headers['ID']}\n" in text.read_text():
                for each in (text, text.with_suffix(".wav")):
                    shutil.copy(each, box / to / each.name)
                    if to != "Deleted":  # what is moved leaves a copy there
                        (box / "Deleted").mkdir(exist_ok=True)
                        shutil.copy(each, box / "Deleted" / each.name)
                    each.unlink()


@pytest.fixture
def node(tenant: Tenant, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The node's disk and Asterisk; storage beside it."""
    settings.NODE_DIR, settings.MEDIA_ROOT = tmp_path / "node", tmp_path / "storage"
    link = Asked(tmp_path / "node/spool/voicemail")
    for module in (collecting, voicemail_room):
        monkeypatch.setattr(module, "node_link", lambda: link)
    monkeypatch.setattr(voicemail_room, "_counted", {})
    monkeypatch.setattr(collecting, "_known", {})
    monkeypatch.setattr(collecting, "_failing", {})
    return link


@pytest.fixture
def box(node: Asked, make_extension: Callable[..., Any], admin_client: SiteClient) -> VoicemailBox:
    """The box of 201, whose owner gets mail."""
    make_extension("201", display_name="Борис Щукин")
    body = {"number": "201", "email": "boris@example.org", "pin": "4321"}
    made = admin_client.post("voicemail-boxes/", body)
    assert made.status_code == 201, made.json()
    return old(VoicemailBox.objects.get())


def old(box: VoicemailBox) -> VoicemailBox:
    """The box is there since the day before the messages."""
    box.created_at = datetime.fromtimestamp(AT, UTC) - timedelta(days=1)
    box.save(update_fields=["created_at"])
    return box


def leave(
    node: Asked,
    key: str = "1795286745-00000000",
    *,
    folder: str = "INBOX",
    number: str = "201",
    caller: str = '"Анна" <200>',
) -> Path:
    """Asterisk has put a message of one second into a box."""
    place = node.spool / "acme" / number / folder
    place.mkdir(parents=True, exist_ok=True)
    text = place / f"msg{len(list(place.glob('*.txt'))):04d}.txt"
    with wave.open(str(text.with_suffix(".wav")), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(struct.pack("<8000h", *range(8000)))
    text.write_text(
        f";\n[message]\norigmailbox={number}\ncallerid={caller}\norigtime={AT}\nmsg_id={key}\nduration=1\n"
    )
    return text
