"""The frame of every change: all or nothing, one revision, one wake-up, and never a lost save."""

import pytest
from django.db import connection, transaction

from telephony.models import Device, InternalNumber
from telephony.services.devices import device_create
from telephony.services.numbering import number_take
from telephony.services.writes import config_write
from tenants.errors import BusinessError
from tenants.models import TenantConfigState

EXTENSION = InternalNumber.Kind.EXTENSION


@pytest.fixture
def requested(tenant):
    """The newest revision of acme."""
    return lambda: TenantConfigState.objects.get(tenant=tenant).requested


def test_writes_inside_a_write_make_one_revision(tenant, requested):
    before = requested()
    with config_write():
        number_take("200", kind=EXTENSION)
        number_take("201", kind=EXTENSION)
        device_create({"name": "desk"})
    assert requested() == before + 1


def test_a_refused_write_leaves_neither_rows_nor_a_revision_nor_a_job(tenant, requested, enqueued):
    @config_write()
    def take_twice() -> None:
        number_take("200", kind=EXTENSION)
        number_take("200", kind=EXTENSION)

    before = requested()
    with pytest.raises(BusinessError):
        take_twice()
    assert (requested(), InternalNumber.objects.count(), enqueued.jobs) == (before, 0, [])


def test_a_refusal_caught_inside_takes_back_its_own_part_only(tenant, requested):
    with config_write():
        number_take("200", kind=EXTENSION)
        with pytest.raises(BusinessError):
            number_take("9", kind=EXTENSION)
    assert list(InternalNumber.objects.values_list("number", flat=True)) == ["200"]


def test_the_node_is_woken_after_the_commit_and_not_before(tenant, enqueued):
    with transaction.atomic():
        device_create({"name": "desk"})
        assert connection.run_on_commit
    assert enqueued.names == ["telephony.config_apply"]


def test_a_broker_that_is_away_does_not_undo_the_save(tenant, monkeypatch):
    from celery import current_app
    from kombu.exceptions import OperationalError

    def refuse(*_args, **_kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", refuse)
    device_create({"name": "desk"})
    waiting, connection.run_on_commit = connection.run_on_commit, []
    assert all(is_robust for _savepoints, _callback, is_robust in waiting)
    assert Device.objects.exists()


CHANGES = {
    "employees/": ("post", {"name": "Anna"}),
    "extensions/": ("post", {"number": "299"}),
    "devices/": ("post", {"name": "spare"}),
    "queues/": ("post", {"number": "599", "name": "Sales"}),
    "company/": ("patch", {"name": "Other"}),
    "company/block/": ("post", {"reason": "x"}),
    "devices/{device}/": ("patch", {"title": "x"}),
    "devices/{device}/block/": ("post", {}),
    "devices/{device}/unblock/": ("post", {}),
    "devices/{device}/reset-password/": ("post", {}),
    "devices/bulk/": ("post", {"ids": ["{device}"], "action": "block"}),
    "extensions/{extension}/": ("patch", {"display_name": "x"}),
    "queues/{queue}/": ("patch", {"members": []}),
    "employees/import/": ("post", {"mode": "all_or_nothing", "rows": [{"name": "Boris"}]}),
}


@pytest.mark.parametrize("path", CHANGES)
def test_every_change_over_the_api_asks_for_a_revision(
    admin_client, requested, make_extension, make_device, make_queue, path
):
    extension = make_extension("200")
    ids = {
        "extension": str(extension.pk),
        "device": str(make_device("desk", extension=extension).pk),
        "queue": str(make_queue("500").pk),
    }
    method, body = CHANGES[path]
    if "ids" in body:
        body = {**body, "ids": [each.format(**ids) for each in body["ids"]]}
    before = requested()
    response = getattr(admin_client, method)(path.format(**ids), body)
    assert response.status_code in (200, 201), response.content
    assert requested() == before + 1
