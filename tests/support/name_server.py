"""The name server that hosts of lines are asked of."""

import pytest

from telephony.services.platform import hosts


@pytest.fixture(autouse=True)
def stands_for(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names of hosts stand for; change it, and the name server answers something else. To be imported."""
    known: dict[str, list[str]] = {}

    def answer(name: str) -> list[str]:
        if name not in known:
            raise OSError("Name or service not known")
        return known[name]

    monkeypatch.setattr(hosts, "_addresses", answer)
    return known
