"""A list costs the same number of queries however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telephony.models import VoicemailMessage
from telephony.services.employees import employee_create
from telephony.services.voicemail_boxes import voicemail_box_create

# Statements about the company's own tables: the count of the rows, the rows, and one for each kind of related ones.
BUDGETS = {
    "employees/": 4,
    "extensions/": 5,
    "devices/": 2,
    "queues/": 3,
    "voicemail-boxes/": 2,
    "voicemail-messages/": 2,
    "own/voicemail-messages/": 3,
    "numbering/": 2,
    "own/": 3,
}


def own_statements(context: CaptureQueriesContext) -> list[str]:
    """Statements about the tables of the PBX, without those of session and member."""
    return [query["sql"] for query in context if "telephony_" in query["sql"]]


@pytest.fixture
def grow(tenant, make_queue):
    """Add some people with numbers and phones, and a group of them."""

    def grow(count: int, start: int) -> None:
        made = [
            employee_create(
                {"name": f"P{number}", "extension": {"number": str(number)}, "device": {}}
            )
            for number in range(start, start + count)
        ]
        make_queue(str(start + 500), members=[each.extension.pk for each in made])
        for number in (*range(start, start + count), start + 500):
            box = voicemail_box_create({"number": str(number)})
            VoicemailMessage.objects.create(
                box=box, key=str(number), received_at=timezone.now(), seconds=1, size_bytes=1
            )

    return grow


@pytest.mark.parametrize("path", BUDGETS)
def test_a_list_costs_the_same_however_long_it_is(admin_client, grow, live_state, path):
    grow(2, 200)
    with CaptureQueriesContext(connection) as few:
        assert admin_client.get(path).status_code == 200
    grow(6, 300)
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(path).status_code == 200
    assert len(many) == len(few)
    statements = own_statements(many)
    assert len(statements) <= BUDGETS[path], "\n".join(statements)


@pytest.mark.parametrize(
    "path", ["employees", "extensions", "devices", "queues", "voicemail-boxes"]
)
def test_an_export_costs_the_same_however_long_it_is(admin_client, grow, path):
    grow(2, 200)
    with CaptureQueriesContext(connection) as few:
        b"".join(admin_client.get(f"{path}/export/").streaming_content)
    grow(6, 300)
    with CaptureQueriesContext(connection) as many:
        b"".join(admin_client.get(f"{path}/export/").streaming_content)
    assert len(many) == len(few)
