"""Versions of a tenant's call flows on the node: added beside each other, and removed once no call is inside.

The file of the tenant (`NodePaths.flows`) names every version that runs, the old ones and drafts that somebody tries
too: a restart, or a stray `dialplan reload`, brings all of them back. It is written before a version is added, and
after one was removed.
"""

import re
import time
from collections.abc import Collection, Iterable, Sequence

from telephony.asterisk import names
from telephony.asterisk.ami import AmiSession
from telephony.asterisk.files import NodePaths, file_remove, file_write
from telephony.asterisk.render import Context, contexts_parse, contexts_text
from telephony.asterisk.running_dialplan import Dialplan
from telephony.asterisk.text import ident

DRAFT_SECONDS = (
    60  # for which a draft that nobody is in may be waited for: as long as a phone is rung
)

_NAME = re.compile(r"^\[(\S+)\]$", re.MULTILINE)
_CALL_INSIDE = re.compile(r"^\S+ +([a-z0-9]+-f[0-9]+-[vd][0-9]+) ", re.MULTILINE)


class RunningFlows:
    """The flows of the tenant `code`: in its file, and in the running Asterisk."""

    def __init__(self, ami: AmiSession, code: str, *, node: NodePaths) -> None:
        self._ami = ami
        self.code = ident(code)
        self._dialplan = Dialplan(ami)
        self._path = node.flows(code)

    def recorded_names(self) -> list[str]:
        """Names of the versions that the file names."""
        return _NAME.findall(self._path.read_text()) if self._path.is_file() else []

    def recorded(self) -> tuple[Context, ...]:
        """The versions that the file names."""
        return contexts_parse(self._path.read_text()) if self._path.is_file() else ()

    async def running(self, wanted: Iterable[str]) -> tuple[Context, ...]:
        """Those of the contexts with these names that run, as they do."""
        found = [Context(name, tuple(await self._dialplan.steps(name))) for name in wanted]
        return tuple(context for context in found if context.steps)

    async def publish(
        self, wanted: Sequence[Context], *, found: Sequence[Context] | None = None
    ) -> list[str]:
        """Have these versions beside those that are there; returns the names of those that were added or mended.

        `found` is what runs, for a caller that knows it.
        """
        if found is None:
            found = await self.running(context.name for context in wanted)
        held = {context.name: set(context.steps) for context in found}
        changed = [each for each in wanted if held.get(each.name) != set(each.steps)]
        self._record(*wanted)
        for context in changed:
            await self._dialplan.change(context, held.get(context.name, set()))
        return [context.name for context in changed]

    async def sweep(self, kept: Collection[str]) -> list[str]:
        """Remove the versions that are not `kept` and that no call is inside; returns their names."""
        old = [
            name for name in self.recorded_names() if name not in kept and not _is_fresh_draft(name)
        ]
        if not old:
            return []
        used = await self.used()
        return await self._remove([name for name in old if name not in used])

    async def remove_all(self, also: Iterable[str]) -> list[str]:
        """Remove every version, whoever is inside, and these too; returns their names."""
        return await self._remove(list(dict.fromkeys([*self.recorded_names(), *also])))

    async def _remove(self, gone: Collection[str]) -> list[str]:
        for name in gone:
            await self._dialplan.remove(name)
        self._forget(gone)
        return list(gone)

    async def used(self) -> set[str]:
        """The versions that a call is inside of."""
        listed = await self._ami.action(
            "Command", Command=f"group show channels ^{self.code}-f[0-9]+-[vd][0-9]+$"
        )
        return set(_CALL_INSIDE.findall(listed.get("Output", "")))

    async def mend(self) -> list[str]:
        """Make everything that the file names run again; returns the names of what did not."""
        missing = [each for each in self.recorded() if not await self._dialplan.has(each)]
        for context in missing:
            await self._dialplan.change(context, ())
        return [context.name for context in missing]

    def _record(self, *contexts: Context) -> None:
        """Name these in the file, beside what it names."""
        known = {context.name: context for context in self.recorded()}
        known |= {context.name: context for context in contexts}
        self._write(known.values())

    def _forget(self, gone: Collection[str]) -> None:
        if gone:
            self._write(context for context in self.recorded() if context.name not in gone)

    def _write(self, contexts: Iterable[Context]) -> None:
        text = contexts_text(list(contexts))
        if text:
            file_write(self._path, text)
        else:
            file_remove(self._path)


async def flows_mend(ami: AmiSession, node: NodePaths) -> list[str]:
    """Make every version that the files of a node name run again; returns the names of those that did not."""
    codes = sorted(path.stem for path in node.flows("any").parent.glob("*.conf"))
    return [name for code in codes for name in await RunningFlows(ami, code, node=node).mend()]


def _is_fresh_draft(name: str) -> bool:
    """Whether this is a draft that was made, by its number, a short time ago."""
    parsed = names.flow_parse(name)
    if parsed is None or not parsed[2].startswith("d"):
        return False
    return int(parsed[2][1:11]) + DRAFT_SECONDS > time.time()
