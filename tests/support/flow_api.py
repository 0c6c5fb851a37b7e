"""Flows over HTTP, as the editor works with them."""

from typing import Any

from tests.support.clients import SiteClient
from tests.support.flow_documents import document, element

WORK = {
    "name": "Work",
    "color": "teal",
    "ranges": [{"days": [1, 2, 3, 4, 5], "from": 540, "to": 1080}],
}
LUNCH = {
    "name": "Lunch",
    "color": "yellow",
    "ranges": [{"days": [1, 2, 3, 4, 5], "from": 780, "to": 840}],
}


def draft(client: SiteClient, flow: dict[str, Any]) -> dict[str, Any]:
    """The draft with its findings."""
    return client.get(f"flows/{flow['id']}/draft/").json()


def save(client: SiteClient, flow: dict[str, Any], body: dict[str, Any]) -> Any:
    """The answer to a draft that nobody else has saved since."""
    revision = draft(client, flow)["revision"]
    return client.put(f"flows/{flow['id']}/draft/", {"document": body, "revision": revision})


def publish(client: SiteClient, flow: dict[str, Any], note: str = "") -> Any:
    """The answer to publishing the draft."""
    revision = draft(client, flow)["revision"]
    return client.post(f"flows/{flow['id']}/publish/", {"revision": revision, "note": note})


def published(client: SiteClient, flow: dict[str, Any], body: dict[str, Any]) -> None:
    """Save and publish what has no errors."""
    assert save(client, flow, body).status_code == 200
    done = publish(client, flow)
    assert done.status_code == 200, done.json()


def office(*, number: str = "", numbers: tuple[str, ...] = (), queue: str = "500") -> Any:
    """A start with outside numbers, a group that may have a number of its own, and an end."""
    return document(
        element("start", "start", settings={"numbers": list(numbers)}, exits={"next": "sales"}),
        element(
            "sales", "group", settings={"queue": queue}, exits={"no_answer": "end"}, number=number
        ),
        element("end", "hangup"),
    )
