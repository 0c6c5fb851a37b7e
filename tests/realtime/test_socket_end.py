"""What a page may say, and when it must go."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async

from telephony import keys
from telephony.realtime import consumers, pages
from tenants.models import Membership, TenantBlock
from tenants.permissions import Role
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block
from tests.realtime.stage import CALL, Page, Stage, own_number
from tests.support.people import ADMIN, person


def test_a_page_may_ask_for_a_new_snapshot_and_nonsense_is_ignored(play, admin_client):
    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(admin_client) as page:
            first = await page.next("snapshot")
            for nonsense in (
                "{",
                "[]",
                "null",
                '{"type": 1}',
                '{"type": "ack"}',
                "x" * 100_000,
            ):
                await page.socket.send_to(text_data=nonsense)
            await page.socket.send_to(bytes_data=b"\x00")
            await page.says(type="ack", seq=first["seq"])
            await page.says(type="resync")
            assert (await page.next("snapshot"))["calls"] == [CALL]

    play(scenario)


def test_the_end_of_the_session_ends_the_socket(play, admin_client, monkeypatch):
    monkeypatch.setattr(consumers, "REFRESH_SECONDS", 0.1)

    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as page:
            await page.next("snapshot")
            await sync_to_async(admin_client.logout)()
            assert await page.closed() == 4401

    play(scenario)


def test_a_changed_role_ends_the_socket(play, admin_client, tenant, monkeypatch):
    monkeypatch.setattr(consumers, "REFRESH_SECONDS", 0.1)
    mine = Membership.objects.filter(tenant=tenant, user=person(tenant, ADMIN))

    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as page:
            await page.next("snapshot")
            await sync_to_async(mine.update)(role=Role.USER.value)
            assert await page.closed() == 4403

    play(scenario)


def test_a_blocked_company_is_shown_nothing_more(play, admin_client, tenant, monkeypatch):
    monkeypatch.setattr(consumers, "REFRESH_SECONDS", 0.1)

    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as page:
            await page.next("snapshot")
            block = NewBlock(TenantBlock.Kind.ADMINISTRATIVE, "unpaid")
            await sync_to_async(tenant_block)(tenant, block, actor=SYSTEM)
            assert await page.closed() == 4401

    play(scenario)


def test_a_number_that_changes_hands_takes_its_calls_along(play, user_client, tenant, monkeypatch):
    monkeypatch.setattr(consumers, "REFRESH_SECONDS", 0.1)

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(user_client) as page:
            assert (await page.next("snapshot"))["calls"] == []
            await sync_to_async(own_number)(tenant, "201")
            assert (await page.next("snapshot"))["calls"] == [CALL]

    play(scenario)


@pytest.mark.parametrize(
    ("limit", "value"), [("UNACKNOWLEDGED_MAX", 5), ("UNACKNOWLEDGED_SECONDS", 0.2)]
)
def test_a_page_that_shows_nothing_of_what_it_is_sent_is_closed(
    play, admin_client, monkeypatch, limit, value
):
    monkeypatch.setattr(consumers, "SLOW_CHECK_SECONDS", 0.05)
    monkeypatch.setattr(pages, limit, value)

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(admin_client) as page:
            await page.next("snapshot")
            for _ in range(7):
                await stage.tell(calls={CALL["id"]: CALL})
            assert await page.closed() == 4408

    play(scenario)


def test_a_page_that_acknowledges_stays(play, admin_client, monkeypatch):
    monkeypatch.setattr(consumers, "SLOW_CHECK_SECONDS", 0.02)
    monkeypatch.setattr(pages, "UNACKNOWLEDGED_MAX", 2)
    clock = [0.0]
    watch = SimpleNamespace(time=time.time, monotonic=lambda: clock[0])
    monkeypatch.setattr(pages, "time", watch)

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(admin_client) as page:
            first = await page.next("snapshot")
            await page.says(type="ack", seq=first["seq"])
            for _ in range(8):
                await stage.tell(calls={CALL["id"]: CALL})
                change = await page.next("delta")
                await page.says(type="ack", seq=change["seq"])
                clock[0] += 0.9 * pages.UNACKNOWLEDGED_SECONDS
                await asyncio.sleep(0.08)  # it is looked at meanwhile

    play(scenario)


def test_the_last_page_to_leave_ends_the_subscription(play, admin_client):
    async def subscribed(stage: Stage) -> int:
        ((_channel, count),) = await stage.redis.pubsub_numsub(keys.tenant_channel("acme"))
        return int(count)

    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as one, Page(admin_client) as two:
            await one.next("snapshot")
            await two.next("snapshot")
            assert await subscribed(stage) == 1
        for _ in range(1000):
            if await subscribed(stage) == 0:
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the subscription outlives its pages")

    play(scenario)
