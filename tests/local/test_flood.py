"""A scanner at the running installation is kept out within seconds; an office whose phones are registered never is."""

import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
import redis

from compose.provider.sip import Account
from telephony import keys
from tests.asterisk.wire import SECONDS, Wire, status
from tests.bench.company import BenchCompany
from tests.bench.system import Installation

pytestmark = pytest.mark.system

# RFC 5737: nobody's; others each time, because a ban lasts.
*SCANNERS, OFFICE = (f"198.51.100.{each}" for each in random.sample(range(1, 255), 4))
KEPT_OUT_SECONDS = 5.0
PATIENCE_SECONDS = 60.0  # much more than anything takes


@contextmanager
def lent(address: str) -> Iterator[None]:
    """An address on the loopback; the host's own are never banned."""
    command = ["ip", "address", "{}", f"{address}/32", "dev", "lo"]
    subprocess.run([word.format("replace") for word in command], check=True)
    try:
        yield
    finally:
        subprocess.run([word.format("delete") for word in command], check=True)


@pytest.fixture
def installation() -> Iterator[Installation]:
    """The installation, with these addresses there and unbanned afterwards."""
    installation = Installation()
    if "firewall" not in installation.programs():
        pytest.skip("this kernel does not let us filter packets (nftables, CAP_NET_ADMIN)")
    with ExitStack() as stack:
        for address in (*SCANNERS, OFFICE):
            stack.enter_context(lent(address))
        yield installation
    table = f"vpbx_{installation.sip[1]}"
    subprocess.run(["nft", "flush", "set", "inet", table, "banned4"], check=True)
    with redis.Redis.from_url(os.environ["VPBX_REDIS_URL"]) as client:
        client.zrem(keys.node_bans(os.environ["VPBX_NODE_NAME"]), *SCANNERS, OFFICE)


def is_answered(wire: Wire) -> bool:
    """Whether a request of the source still reaches Asterisk."""
    try:
        wire.request("REGISTER", headers="Expires: 60", auth=False)
    except AssertionError:
        return False
    return True


def is_reported(address: str) -> bool:
    """Whether the operator is shown the source as one that tries too often."""
    with redis.Redis.from_url(os.environ["VPBX_REDIS_URL"]) as client:
        return client.zscore(keys.node_bans(os.environ["VPBX_NODE_NAME"]), address) is not None


def is_known(account: Account) -> bool:
    """Whether the listener has seen that the phone is registered."""
    code, _, device = account.login.partition("+")
    with redis.Redis.from_url(os.environ["VPBX_REDIS_URL"]) as client:
        return bool(client.hexists(keys.registrations(keys.schema(code)), device))


def silenced_after(installation: Installation, source: str) -> float:
    """Seconds for which a scanner at this address is answered."""
    with closing(Wire("acme+9999", "guess", port=installation.sip[1], source=source)) as scanner:
        began = time.monotonic()
        while is_answered(scanner):
            assert time.monotonic() - began < PATIENCE_SECONDS, "it is still answered"
        return time.monotonic() - began - SECONDS  # it waited for the answer that did not come


def test_a_scanner_is_silenced_within_seconds(installation: Installation) -> None:
    neighbour = Wire("acme+9999", "guess", port=installation.sip[1], source=OFFICE)
    took = []
    for source in SCANNERS:  # a busy machine may be slow with one of them
        took.append(silenced_after(installation, source))
        if took[-1] <= KEPT_OUT_SECONDS:
            break
    assert min(took) <= KEPT_OUT_SECONDS
    assert is_answered(neighbour)
    neighbour.close()


def test_an_office_with_a_registered_phone_is_reported_and_not_kept_out(
    installation: Installation,
) -> None:
    with BenchCompany.made(installation, people=1) as company:
        account = company.phones[0]
        phone = Wire(account.login, account.password, port=installation.sip[1], source=OFFICE)
        assert status(phone.request("REGISTER", headers="Expires: 120")) == 200
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_known(account):
            assert time.monotonic() < deadline, "nobody has seen the phone register"
            time.sleep(0.05)
        forgetful = Wire(account.login, "yesterday's", port=installation.sip[1], source=OFFICE)
        began = time.monotonic()
        while not is_reported(OFFICE):
            assert status(forgetful.request("REGISTER", headers="Expires: 60")) == 401
            assert time.monotonic() - began < PATIENCE_SECONDS, "nobody noticed"
        assert is_answered(forgetful)
        assert status(phone.request("REGISTER", headers="Expires: 120")) == 200
        forgetful.close()
        phone.close()
