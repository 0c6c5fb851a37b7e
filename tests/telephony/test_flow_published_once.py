"""What is in force already is not put in force again."""

from telephony.models import Flow, FlowVersion
from telephony.services.flow_publish import Author, flow_publish
from telephony.services.flows import flow_create
from tenants.context import tenant_scope
from tenants.models import AuditEntry, Tenant, TenantConfigState
from tenants.services.audit import SYSTEM
from tests.support.at_once import at_once
from tests.support.flow_api import draft, office, publish, published, save
from tests.support.flow_documents import document, element


def requested(tenant: Tenant) -> int:
    return TenantConfigState.objects.get(tenant=tenant).requested


def test_what_is_in_force_is_not_published_again(admin_client, tenant, flow):
    published(admin_client, flow, office(number="700"))
    before = requested(tenant)
    again = publish(admin_client, flow, "twice")
    assert (again.status_code, again.json()["version"]) == (200, 1)
    save(admin_client, flow, document(element("start", "start")))
    save(admin_client, flow, office(number="700"))  # as it was
    assert publish(admin_client, flow).json() == again.json()
    back = admin_client.post(f"flows/{flow['id']}/versions/1/restore/")
    assert back.json() == again.json()
    body = draft(admin_client, flow)
    assert (body["has_changes"], body["based_on"], body["live"]) == (False, 1, 1)
    assert FlowVersion.objects.filter(flow=flow["id"]).count() == 1
    assert AuditEntry.objects.filter(action="flow.published").count() == 1
    assert requested(tenant) == before


def test_publishing_again_takes_back_a_number_that_was_led_elsewhere(
    admin_client, tenant, flow, own_number
):
    published(admin_client, flow, office(numbers=(own_number.number,)))
    path = f"phone-numbers/{own_number.pk}/"
    admin_client.patch(path, {"target": "internal:500"})
    before = requested(tenant)
    again = publish(admin_client, flow)
    assert (again.json()["version"], requested(tenant)) == (1, before + 1)
    assert again.json()["config_revision"] == before + 1
    assert admin_client.get(path).json()["target"] == f"flow:{flow['id']}/start"


def test_two_clicks_at_the_same_moment_make_one_version(committed):
    with tenant_scope(committed):
        flow_create({"name": "Office"}, by="Anna")

    def click() -> tuple[int, int]:
        flow = Flow.objects.get()
        made = flow_publish(flow, revision=1, note="", author=Author("Anna", SYSTEM))
        return made.version.version, made.config_revision

    first, second = at_once(committed, click, click)
    assert first == second
    with tenant_scope(committed):
        assert FlowVersion.objects.count() == 1
