"""Facts of one family in AstDB, over AMI: read, compared, and changed where they differ."""

from collections.abc import Iterable

from telephony.asterisk.ami import AmiSession
from telephony.asterisk.facts import Facts

# Announced after all that they lead to: versions of flows, then numbers inside and outside.
_ANNOUNCED = ("flow/", "number/", "did/")


def order_of_writing(keys: Iterable[str]) -> list[str]:
    """A row of a table after its parts (`override/3/called`, `override/3`), numbers after all."""
    return sorted(keys, key=lambda key: (_rank(key), -key.count("/"), key))


def order_of_removal(keys: Iterable[str]) -> list[str]:
    """Numbers before what they lead to, a row of a table before its parts."""
    return sorted(keys, key=lambda key: (-_rank(key), key.count("/"), key))


def _rank(key: str) -> int:
    """How late a fact is announced."""
    found = (rank for rank, prefix in enumerate(_ANNOUNCED, 1) if key.startswith(prefix))
    return next(found, 0)


class FactStore:
    """The family `family` of the running Asterisk."""

    def __init__(self, ami: AmiSession, family: str) -> None:
        self._ami = ami
        self._family = family

    async def read(self) -> Facts:
        """All facts of the family."""
        prefix = f"/{self._family}/"
        events = await self._ami.list_action("DBGetTree", Family=self._family)
        return {event["Key"].removeprefix(prefix): event.get("Val", "") for event in events}

    async def apply(self, wanted: Facts, *, found: Facts | None = None) -> list[str]:
        """Write and delete what differs; returns the keys. A number is announced after all that it leads to, a row of a
        table after its parts (`override/3/called`, `override/3`), and it goes before them: half a row means nothing.

        `found` is what AstDB holds, for a caller that knows it.
        """
        found = await self.read() if found is None else found
        changed = [key for key, value in wanted.items() if found.get(key) != value]
        gone = order_of_removal(found.keys() - wanted.keys())
        changed = order_of_writing(changed)
        await self._ami.actions(
            ("DBPut", {"Family": self._family, "Key": key, "Val": wanted[key]}) for key in changed
        )
        await self._ami.actions(("DBDel", {"Family": self._family, "Key": key}) for key in gone)
        return changed + gone
