"""Companies with marked belongings, calls on record included."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django import DjangoDbBlocker

from telephony.calls.models import Call
from tenants.models import Tenant
from tests.support.database import as_role
from tests.support.world import World, call_create, depopulate, populate


@dataclass(frozen=True)
class Stage:
    """Two companies side by side; `own` asks, `foreign` must not be found."""

    own: World
    foreign: World
    foreign_call: str

    @property
    def foreign_ids(self) -> list[str]:
        return [*self.foreign.ids, self.foreign_call]


@pytest.fixture(scope="module")
def recorded_call(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A call of `globex`, committed by the role that records calls."""
    with django_db_blocker.unblock():
        globex = Tenant.objects.get(code="globex")
        with as_role("RECORDER"):
            call = call_create(globex, "SECRET-OF-GLOBEX")
    yield call
    with django_db_blocker.unblock(), as_role("RECORDER"):
        Call.objects.filter(pk=call).delete()


@pytest.fixture(scope="module")
def stage(recorded_call: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Committed once for a module of many tests, and removed after it."""
    with django_db_blocker.unblock():
        own, foreign = (Tenant.objects.get(code=code) for code in ("acme", "globex"))
        stage = Stage(populate(own), populate(foreign), recorded_call)
    yield stage
    with django_db_blocker.unblock():
        depopulate(own)
        depopulate(foreign)
