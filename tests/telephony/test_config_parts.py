"""A revision that changes little of a company is read by little: what comes out is the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.models import Flow
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.writes import config_write, revision_request
from tenants.models import TenantConfigState
from tests.support.flow_api import office, published

QUERIES = 4  # the state, flows, the new version, media: two for what is there
pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def in_force(admin_client, flow, make_extension):
    """A published flow, and all of the company as it is then."""
    make_extension("200")
    published(admin_client, flow, office(number="700"))
    return config_snapshot()


def newest_parts() -> list[str]:
    return TenantConfigState.objects.get(tenant__code="acme").newest_parts


def another():
    """The office with another end."""
    document = office(number="700")
    document["elements"][2]["settings"] = {"cause": "busy"}
    return document


def announcing(text):
    """The office with a sentence that is spoken."""
    document = office(number="700")
    document["elements"][1] |= {
        "kind": "announcement",
        "settings": {"sound": {"text": text}, "repeats": 1},
        "exits": {"next": "end"},
    }
    return document


def test_another_version_is_read_alone(admin_client, flow, in_force):
    published(admin_client, flow, another())
    assert newest_parts() == ["flows", "media"]

    Flow.objects.exists()  # the connection is in the company
    with CaptureQueriesContext(connection) as queries:
        told = config_snapshot(in_force)

    assert len(queries) <= QUERIES + 1
    assert told == config_snapshot()
    assert told.revision == in_force.revision + 1
    assert told.flows[0].version == 2


def test_what_a_version_says_comes_with_it(admin_client, flow, in_force):
    published(admin_client, flow, announcing("Good day"))

    told = config_snapshot(in_force)

    assert told == config_snapshot()
    assert len(told.media) == len(in_force.media) + 1


def test_an_earlier_version_in_force_again_is_read_alone(admin_client, flow, in_force):
    published(admin_client, flow, another())
    before = config_snapshot()
    assert admin_client.post(f"flows/{flow['id']}/versions/1/restore/").status_code == 200
    assert newest_parts() == ["flows", "media"]

    assert config_snapshot(before) == config_snapshot()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda number: office(number="701"), id="another internal number"),
        pytest.param(lambda number: office(number=""), id="no internal number"),
        pytest.param(
            lambda number: office(number="700", numbers=(number.number,)), id="an outside number"
        ),
    ],
)
def test_a_version_that_changes_numbers_changes_anything(
    admin_client, flow, own_number, in_force, change
):
    published(admin_client, flow, change(own_number))
    assert newest_parts() == []

    assert config_snapshot(in_force) == config_snapshot()


def test_the_first_version_changes_anything(admin_client, in_force):
    other = admin_client.post("flows/", {"name": "Night", "description": ""}).json()
    published(admin_client, other, office(number="702"))
    assert newest_parts() == []

    assert config_snapshot(in_force) == config_snapshot()


def test_what_was_changed_before_the_newest_revision_is_not_missed(
    admin_client, flow, in_force, make_extension
):
    make_extension("201")
    published(admin_client, flow, another())
    assert newest_parts() == ["flows", "media"]

    told = config_snapshot(in_force)

    assert [each.number for each in told.extensions] == ["200", "201"]
    assert told == config_snapshot()


def test_a_company_that_is_disabled_is_told_as_such(tenant, in_force):
    tenant.status = tenant.Status.DISABLED
    tenant.save(update_fields=["status"])
    revision_request(parts=("flows",))

    assert config_snapshot(in_force).is_disabled


def test_writes_inside_a_write_change_what_they_change_together(in_force):
    with config_write("flows"), config_write("media"):
        pass
    assert newest_parts() == ["flows", "media"]
    with config_write("flows"), config_write():
        pass
    assert newest_parts() == []
