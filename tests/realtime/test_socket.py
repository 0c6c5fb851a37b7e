"""The live socket: who is told what, and in which order."""

from asgiref.sync import sync_to_async

from telephony import keys, notify
from tests.realtime.stage import ATTEMPT, CALL, PHONE, TALKING, Page, Stage, own_number
from tests.realtime.test_convergence import call_view
from tests.support.clients import tenant_site
from tests.support.people import ADMIN, person


def test_a_page_gets_what_is_and_then_numbered_changes(play, admin_client):
    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL}, registrations={"200": PHONE})
        async with Page(admin_client) as page:
            first = await page.next("snapshot")
            assert (first["calls"], first["is_stale"]) == ([CALL], False)
            (phone,) = first["registrations"]
            assert (phone["device"], phone["state"]) == ("200", "registered")
            assert phone["since"] == "1970-01-01T00:16:40.000Z"
            await stage.tell(calls={CALL["id"]: TALKING})
            change = await page.next("delta")
            assert (change["seq"], change["upsert"]) == (first["seq"] + 1, [TALKING])
            await stage.tell(calls={CALL["id"]: None}, registrations={"200": None})
            end = await page.next("delta")
            assert (end["seq"], end["removed"]) == (first["seq"] + 2, [CALL["id"]])
            assert [each["state"] for each in end["registrations"]] == ["unregistered"]

    play(scenario)


def test_an_attempt_to_sign_in_is_told_at_once(play, admin_client):
    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(admin_client) as page:
            await page.next("snapshot")
            await stage.tell(attempts=[ATTEMPT])
            (told,) = (await page.next("delta"))["attempts"]
            assert told == {**ATTEMPT, "at": "2027-01-15T08:00:00.500Z"}

    play(scenario)


def test_the_other_company_sees_none_of_it(play, admin_client, other_admin_client):
    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(other_admin_client) as stranger, Page(admin_client) as page:
            assert (await stranger.next("snapshot"))["calls"] == []
            await page.next("snapshot")
            await stage.tell(calls={CALL["id"]: TALKING}, attempts=[ATTEMPT])
            await page.next("delta")
            await stranger.quiet()

    play(scenario)


def test_a_company_whose_code_begins_alike_sees_none_of_it(play, admin_client, prefix_tenant):
    client = tenant_site(prefix_tenant).signed_in(person(prefix_tenant, ADMIN))

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(client) as stranger:
            assert (await stranger.next("snapshot"))["calls"] == []
            await stage.tell(calls={CALL["id"]: TALKING})
            await stranger.quiet()

    play(scenario)


def test_who_may_see_only_the_own_page_sees_the_own_calls(play, user_client, tenant):
    own_number(tenant, "202")
    mine = call_view("2", "202", "200", "ringing")

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL, mine["id"]: mine}, registrations={"200": PHONE})
        async with Page(user_client) as page:
            first = await page.next("snapshot")
            assert (first["calls"], first["registrations"]) == ([mine], [])
            await stage.tell(calls={CALL["id"]: TALKING}, attempts=[ATTEMPT])
            await page.quiet()
            await stage.tell(calls={mine["id"]: {**mine, "state": "talking"}})
            change = await page.next("delta")
            assert change["seq"] == first["seq"] + 1
            assert [call["id"] for call in change["upsert"]] == [mine["id"]]
            assert change["attempts"] == change["registrations"] == []

    play(scenario)


def test_a_call_transferred_away_from_somebody_leaves_their_page(play, user_client, tenant):
    own_number(tenant, "201")

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(user_client) as page:
            assert (await page.next("snapshot"))["calls"] == [CALL]
            await stage.tell(calls={CALL["id"]: call_view("1", "200", "202", "talking")})
            change = await page.next("delta")
            assert (change["upsert"], change["removed"]) == ([], [CALL["id"]])

    play(scenario)


def test_an_operator_sees_calls_of_every_company(play, operator_client):
    theirs = {**call_view("9", "200", "201", "talking"), "tenant": "globex"}

    async def scenario(stage: Stage) -> None:
        await stage.tell(calls={CALL["id"]: CALL})
        async with Page(operator_client, "?scope=platform") as page:
            first = await page.next("snapshot")
            assert [call["tenant"] for call in first["calls"]] == ["acme"]
            await stage.tell("globex", calls={theirs["id"]: theirs})
            change = await page.next("delta")
            assert change["upsert"] == [theirs]
            await stage.tell(attempts=[ATTEMPT])
            await page.quiet()

    play(scenario)


def test_a_silent_listener_is_told_as_stale_and_its_return_as_live(play, admin_client, monkeypatch):
    monkeypatch.setattr("telephony.realtime.hub.NODES_CHECK_SECONDS", 0.05)

    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as page:
            assert (await page.next("snapshot"))["is_stale"] is False
            await stage.redis.delete(keys.node_state(stage.node))
            assert await page.next("stale") == {"type": "stale", "is_stale": True}
            await stage.alive("lost")
            await page.quiet()
            await stage.alive()
            assert (await page.next("stale"))["is_stale"] is False

    play(scenario)


def test_a_page_that_opens_while_the_listener_is_away_is_told_so(play, admin_client):
    async def scenario(stage: Stage) -> None:
        await stage.alive("lost")
        async with Page(admin_client) as page:
            assert (await page.next("snapshot"))["is_stale"] is True

    play(scenario)


def test_news_of_configuration_and_records_are_passed_on(play, admin_client):
    async def scenario(stage: Stage) -> None:
        async with Page(admin_client) as page:
            await page.next("snapshot")
            news = {"type": "config", "requested": 2, "applied": 2, "applied_at": "", "error": ""}
            await sync_to_async(notify.publish)("acme", news)
            assert await page.next("config") == news
            await sync_to_async(notify.publish)("acme", {"type": "recorded", "call_id": "c-1"})
            assert (await page.next("recorded"))["call_id"] == "c-1"

    play(scenario)


def test_an_ordinary_user_learns_that_something_is_on_record_but_not_what(play, user_client):
    async def scenario(stage: Stage) -> None:
        async with Page(user_client) as page:
            await page.next("snapshot")
            await sync_to_async(notify.publish)("acme", {"type": "config", "requested": 2})
            await sync_to_async(notify.publish)("acme", {"type": "recorded", "call_id": "c-1"})
            assert await page.next("recorded") == {"type": "recorded", "call_id": None}

    play(scenario)
