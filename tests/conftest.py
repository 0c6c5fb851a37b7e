"""What every test finds: a prepared PostgreSQL, three companies, people who are signed in, tests in random order."""

import random
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as examples

from telephony.redis_clients import live_redis
from tenants.context import tenant_scope
from tenants.models import Tenant
from tests.support import database, messages, redis_server
from tests.support.clients import SiteClient, operator_site, tenant_site
from tests.support.jobs import Enqueued
from tests.support.people import ADMIN, USER, operator, person

_SEED = pytest.StashKey[int]()

# Speed is measured by benches, and not by tests on a busy machine.
examples.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, help="order of the tests; that of a failed run repeats it")


def pytest_configure(config: pytest.Config) -> None:
    seed = getattr(config, "workerinput", {}).get("seed", config.getoption("--seed"))
    config.stash[_SEED] = random.randrange(10**6) if seed is None else seed


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Workers of pytest-xdist must agree on the order."""
    node.workerinput["seed"] = node.config.stash[_SEED]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Said at the end, and also by a quiet run: whoever reads of a failure can repeat its order."""
    terminalreporter.write_line(f"order of the tests: --seed {config.stash[_SEED]}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle the modules, and the tests in each; a module's costly fixtures are still made once."""
    shuffler = random.Random(config.stash[_SEED])
    modules: dict[str, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.nodeid.partition("::")[0], []).append(item)
    names = list(modules)
    shuffler.shuffle(names)
    items[:] = [
        item for name in names for item in shuffler.sample(modules[name], len(modules[name]))
    ]


@pytest.fixture(scope="session", autouse=True)
def _redis_of_this_run() -> Iterator[None]:
    """The Redis that the test settings name; each worker has its own."""
    with redis_server.running(settings.TEST_REDIS_SOCKET):
        yield


@pytest.fixture(scope="session", autouse=True)
def _sounds_of_this_run() -> Iterator[None]:
    """What tests have spoken and stored goes with the run that the folder is named after."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: object) -> None:
    """Make the schemas as their owner, and the companies as the application, once per run."""
    messages.compile_catalogue()
    with django_db_blocker.unblock():
        database.prepare(reuse=request.config.getoption("reuse_db"))


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(request: pytest.FixtureRequest) -> None:
    """Failed sign-ins, other things in the cache, and live states must not reach the next test."""
    if "db" in request.fixturenames or "django_db_setup" in request.fixturenames:
        cache.clear()
        live_redis().flushdb()


@pytest.fixture(autouse=True)
def _no_scope_of_other_tests() -> Iterator[None]:
    """Wherever a test leaves the connection, the next one begins outside of companies."""
    yield
    connection.set_schema_to_public()


@pytest.fixture
def tenant(db: None) -> Iterator[Tenant]:
    """The company `acme`; the test runs inside its scope. It has no numbers yet."""
    with tenant_scope(Tenant.objects.get(code="acme")) as tenant:
        yield tenant


@pytest.fixture
def other_tenant(db: None) -> Tenant:
    """The company `globex`, which must never see or be seen."""
    return Tenant.objects.get(code="globex")


@pytest.fixture
def prefix_tenant(db: None) -> Tenant:
    """The company `acme1`, whose code begins with another one's."""
    return Tenant.objects.get(code="acme1")


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> Enqueued:
    """The jobs that a commit would send now: `enqueued.names`, `enqueued.jobs`. Nothing is really sent."""
    return Enqueued(monkeypatch)


@pytest.fixture
def admin_client(tenant: Tenant) -> SiteClient:
    """The administrator of `acme`, signed in at its host."""
    return tenant_site(tenant).signed_in(person(tenant, ADMIN))


@pytest.fixture
def user_client(tenant: Tenant) -> SiteClient:
    """A person of `acme` without rights beyond their own page, signed in at its host."""
    return tenant_site(tenant).signed_in(person(tenant, USER))


@pytest.fixture
def other_admin_client(other_tenant: Tenant) -> SiteClient:
    """The administrator of `globex`, signed in at its host."""
    return tenant_site(other_tenant).signed_in(person(other_tenant, ADMIN))


@pytest.fixture
def operator_client(db: None) -> SiteClient:
    """The operator, signed in at the installation's own host."""
    return operator_site().signed_in(operator())


@pytest.fixture
def anonymous_client(tenant: Tenant) -> SiteClient:
    """Somebody at the host of `acme` who is not signed in."""
    return tenant_site(tenant)
