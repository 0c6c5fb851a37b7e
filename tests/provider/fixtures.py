"""The fixture `provider`: a simulated telephone provider, as new for each test; conftests import it."""

from collections.abc import Callable, Iterator

import pytest

from compose.provider.provider import Provider

ACCOUNTS = ("acme-line", "acme1-line", "globex-line")


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Provider]:
    """A provider with an account for each company; one port for the whole run, so that contacts survive tests."""
    with Provider() as provider:
        yield provider


@pytest.fixture
def provider(running_provider: Provider) -> Iterator[Provider]:
    """The provider: no calls, no rules about numbers, an empty log (what a node asks while it is made as new belongs to
    the test before)."""
    running_provider.reset()
    for login in ACCOUNTS:
        running_provider.add_account(login)
    yield running_provider
    running_provider.reset()


@pytest.fixture
def new_provider() -> Iterator[Callable[..., Provider]]:
    """Further providers: `new_provider(host="127.0.0.2")`, with the same accounts."""
    opened: list[Provider] = []

    def open_provider(host: str = "127.0.0.1") -> Provider:
        opened.append(Provider(host))
        for login in ACCOUNTS:
            opened[-1].add_account(login)
        return opened[-1]

    yield open_provider
    for each in opened:
        each.close()
