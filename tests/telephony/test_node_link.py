"""What the worker remembers of its node."""

from telephony.asterisk.apply import Wanted
from telephony.asterisk.snapshot import TenantConfig
from telephony.services.node_link import HELD_DEVICES, HeldTenants


def wanted(devices: int) -> Wanted:
    return Wanted({"ps_endpoints": {f"x+{index}": {} for index in range(devices)}}, {}, ())


def test_only_what_the_books_say_was_published_last_is_believed():
    held, acme, published = HeldTenants(), TenantConfig("acme", 1), wanted(2)

    held.put(acme, published)

    assert held.get("acme", published.fingerprint) == (acme, published)
    assert held.get("acme", "other") is None
    assert held.get("acme", "") is None
    held.forget("acme")
    assert held.get("acme", published.fingerprint) is None


def test_the_longest_unused_is_forgotten_when_it_becomes_too_much():
    held, half, huge = HeldTenants(), wanted(HELD_DEVICES // 2), wanted(HELD_DEVICES + 1)

    for code in ("a", "b", "c"):
        held.put(TenantConfig(code, 1), half)

    known = [bool(held.get(code, half.fingerprint)) for code in ("a", "b", "c")]
    assert known == [False, True, True]
    held.put(TenantConfig("huge", 1), huge)
    assert held.get("huge", huge.fingerprint) is None
