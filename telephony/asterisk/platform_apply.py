"""Make what all companies of a node share be on the node what its configuration says, and prove it.

As for one company (`apply`): compared with what the node really has, so that applying twice changes nothing and
applying to an empty node rebuilds it. The number plan has many thousand facts, of which only differences are written;
with `held` nothing is read either.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from telephony.asterisk.ami import AmiSession
from telephony.asterisk.fact_store import FactStore
from telephony.asterisk.facts import Facts
from telephony.asterisk.files import NodePaths
from telephony.asterisk.platform_facts import FAMILY, platform_facts
from telephony.asterisk.platform_rows import platform_rows
from telephony.asterisk.running_lines import rows_publish
from telephony.asterisk.store import PLATFORM, SqliteStore
from telephony.asterisk.tables import Rows
from telephony.dialling.config import PlatformConfig


@dataclass(frozen=True)
class PlatformWanted:
    """What the node shall hold of the platform."""

    rows: Rows = field(repr=False)  # with passwords of carriers
    facts: Facts

    @cached_property
    def fingerprint(self) -> str:
        """One value for rows and facts together; equal on the node when nothing has drifted."""
        whole = json.dumps([self.rows, self.facts], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PlatformReport:
    """What one apply changed: `table/id` of rows and keys of facts."""

    revision: int
    changed: tuple[str, ...]
    fingerprint: str
    held: PlatformWanted


def platform_wanted(config: PlatformConfig) -> PlatformWanted:
    """What the node shall hold for this configuration."""
    return PlatformWanted(platform_rows(config), platform_facts(config))


async def platform_apply(
    config: PlatformConfig,
    *,
    node: NodePaths,
    ami: AmiSession,
    held: PlatformWanted | None = None,
) -> PlatformReport:
    """Bring the platform's configuration to the node; carriers that did not change stay registered as they are.

    `held` is what the node holds, for a caller that published it over this very session; without it the node is asked.
    """
    target = platform_wanted(config)
    store = SqliteStore(node.database)
    changed_rows = await rows_publish(
        ami, store, PLATFORM, target.rows, found=held.rows if held else None
    )
    changed_facts = await FactStore(ami, FAMILY).apply(
        target.facts, found=held.facts if held else None
    )
    return PlatformReport(
        revision=config.revision,
        changed=(*changed_rows, *changed_facts),
        fingerprint=target.fingerprint,
        held=target,
    )
