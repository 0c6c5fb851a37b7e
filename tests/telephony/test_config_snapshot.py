"""What is read of a tenant for its node."""

from datetime import timedelta

import pytest
from django.utils import timezone

from telephony.asterisk.snapshot import BlockKind, ForwardMode, ReachConfig, RingOrder
from telephony.models import Employee
from telephony.selectors.config_snapshot import config_snapshot
from telephony.services.extensions import extension_update
from telephony.services.starter_kit import starter_kit_create
from tenants.context import tenant_scope
from tenants.models import Tenant, TenantBlock, TenantConfigState

# Tenant with its revision, blocks, devices, extensions with their ways, groups with their members; of the outside:
# settings, restrictions, numbers, trunks, routes, rights, override rules, lists, redirect numbers; of flows:
# versions, their documents when they are new, numbers of elements, schedules; of sounds:
# files, texts, music.
QUERIES = 21


def test_the_snapshot_holds_the_whole_tenant(tenant, make_extension, make_device, make_queue):
    person = Employee.objects.create(name="Анна")
    extension = make_extension("200", employee=person.pk, ring_order="sequential")
    device = make_device(
        "desk", extension=extension, allowed_networks=["10.0.0.0/8"], transport="tls"
    )
    make_device("spare")
    other = make_extension("201", display_name="Reception")
    make_queue("500", members=[other.pk, extension.pk], ring_seconds=45)
    extension_update(
        extension,
        {
            "reach": [
                {"outside_number": "+74951234567", "must_confirm": True, "ring_seconds": 15},
                {"device": device.pk, "forward_mode": "conditional", "forward_busy_to": "201"},
                {"outside_number": "+74957654321", "is_enabled": False},
            ]
        },
    )
    config = config_snapshot()
    assert (config.code, config.revision) == (
        "acme",
        TenantConfigState.objects.get(tenant=tenant).requested,
    )
    desk, spare = config.devices
    assert (desk.name, desk.secret, desk.extension, desk.caller_name) == (
        "desk",
        device.secret,
        "200",
        "Анна",
    )
    assert (desk.allowed_networks, desk.transport) == (("10.0.0.0/8",), "tls")
    assert (spare.extension, spare.caller_name) == ("", "")
    anna, reception = config.extensions
    assert (anna.number, anna.display_name, anna.ring_order) == (
        "200",
        "Анна",
        RingOrder.SEQUENTIAL,
    )
    assert anna.reach == (
        ReachConfig(number="+74951234567", ring_seconds=15, must_confirm=True),
        ReachConfig(device="desk", forward_mode=ForwardMode.CONDITIONAL, forward_busy_to="201"),
    )
    assert (reception.number, reception.display_name) == ("201", "Reception")
    assert reception.reach == ()
    make_queue("501", name="Empty")
    queue, empty = config_snapshot().queues
    assert (empty.number, empty.members) == ("501", ())
    assert (queue.number, queue.ring_seconds, queue.members) == ("500", 45, ("201", "200"))


def test_the_number_of_queries_does_not_depend_on_the_size(
    tenant, make_extension, make_device, make_queue, django_assert_max_num_queries
):
    starter_kit_create()
    with django_assert_max_num_queries(QUERIES) as small:
        config_snapshot()
    extensions = [make_extension(str(number)) for number in range(600, 620)]
    for extension in extensions:
        make_device(extension.number, extension=extension)
    make_queue("501", members=[extension.pk for extension in extensions])
    with django_assert_max_num_queries(len(small)):
        assert len(config_snapshot().devices) == 23


def test_of_another_company_nothing_is_read(make_extension, make_device, other_tenant):
    make_device("desk", extension=make_extension("200"))
    with tenant_scope(other_tenant):
        config = config_snapshot()
    assert (config.code, config.devices, config.extensions) == ("globex", (), ())


def test_a_disabled_company_leaves_nothing_on_the_node(tenant, make_device):
    make_device("desk")
    Tenant.objects.filter(pk=tenant.pk).update(status=Tenant.Status.DISABLED)
    config = config_snapshot()
    assert (config.is_disabled, config.devices) == (True, ())


def test_settings_are_read_afresh_and_not_from_the_workers_memory(tenant):
    Tenant.objects.filter(pk=tenant.pk).update(max_channels=7, language="en", timezone="Asia/Omsk")
    config = config_snapshot()
    assert (config.max_channels, config.language, config.timezone) == (7, "en", "Asia/Omsk")


@pytest.mark.parametrize(
    ("starts", "ends", "lifted", "counts"),
    [(-1, None, False, True), (1, 2, False, True), (-2, -1, False, False), (-1, None, True, False)],
)
def test_blocks_in_force_and_to_come_are_read(tenant, starts, ends, lifted, counts):
    now = timezone.now()
    TenantBlock.objects.create(
        tenant=tenant,
        kind=BlockKind.VOLUNTARY,
        reason="test",
        running_calls=TenantBlock.RunningCalls.HANG_UP,
        starts_at=now + timedelta(hours=starts),
        ends_at=now + timedelta(hours=ends) if ends else None,
        lifted_at=now if lifted else None,
    )
    blocks = config_snapshot().blocks
    assert len(blocks) == counts
    if counts:
        assert blocks[0].since == int((now + timedelta(hours=starts)).timestamp())
        assert blocks[0].until == (int((now + timedelta(hours=ends)).timestamp()) if ends else 0)
        assert blocks[0].hangs_up
