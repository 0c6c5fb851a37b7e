"""How a saved change comes to the node, and what the books say about it."""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from telephony import keys
from telephony.asterisk.apply import ApplyReport, Wanted
from telephony.asterisk.facts_schedules import Switch
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.sounds import SUFFIXES, Sounds
from telephony.models import MediaFile
from telephony.redis_clients import live_redis
from telephony.services import config as config_service
from telephony.services.config import config_apply, config_reconcile, node_recheck
from telephony.services.media_store import sound_name
from telephony.services.node_link import NodeUnavailableError
from tenants.context import platform_scope, tenant_scope
from tenants.models import Tenant, TenantBlock, TenantConfigState


@dataclass
class Node:
    """Stands where the link to Asterisk does; what was brought to it, and what it answers."""

    brought: list[TenantConfig] = field(default_factory=list)
    options: list[dict] = field(default_factory=list)
    error: Exception | None = None
    changed: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    switched: dict[str, Switch] = field(default_factory=dict)

    def known(self, _code: str, _published: str) -> TenantConfig | None:
        return None

    def apply(self, config: TenantConfig, **options) -> ApplyReport:
        self.brought.append(config)
        self.options.append(options)
        if self.error:
            raise self.error
        fingerprint = f"{config.code}-{len(config.devices)}"
        return ApplyReport(
            config.code, config.revision, self.changed, (), (), (), (), self.leftovers, fingerprint,
            Wanted({"ps_endpoints": {}}, {}, ()), self.switched,
        )  # fmt: skip


@pytest.fixture
def node(tenant, monkeypatch) -> Node:
    node = Node()
    monkeypatch.setattr(config_service, "node_link", lambda: node)
    return node


@pytest.fixture
def state(tenant):
    """The books of acme, read anew each time."""
    return lambda: TenantConfigState.objects.get(tenant=tenant)


def test_ten_quick_saves_end_in_one_apply(node, state, make_extension, enqueued):
    before = state().requested
    for number in range(200, 210):
        make_extension(str(number))
    jobs = [job for job in enqueued.jobs if job.name == "telephony.config_apply"]
    assert (len(jobs), state().requested) == (10, before + 10)
    for job in jobs:
        config_apply(**job.kwargs)
    [config] = node.brought
    assert (config.revision, len(config.extensions)) == (before + 10, 10)
    assert (state().applied, state().error) == (before + 10, "")


def test_the_moment_since_which_a_revision_is_live_is_noted_and_told(
    node, state, make_extension, live_state
):
    pages = live_redis().pubsub(ignore_subscribe_messages=True)
    pages.subscribe(keys.tenant_channel("acme"))
    make_extension("200")
    began = timezone.now()
    config_apply()
    assert began <= state().applied_at <= timezone.now()
    told = (
        pages.get_message(timeout=20) for _try in range(2)
    )  # the first may be of the subscription
    message = json.loads(next(filter(None, told))["data"])
    assert (message["type"], message["applied"], message["error"]) == (
        "config",
        state().requested,
        "",
    )
    assert message["applied_at"] == state().applied_at.isoformat()
    pages.close()


def test_the_page_learns_the_same_by_asking(node, admin_client, make_extension):
    make_extension("200")
    waiting = admin_client.get("config-state/").json()
    assert (waiting["is_live"], waiting["applied"]) == (False, 0)
    config_apply()
    live = admin_client.get("config-state/").json()
    assert (live["is_live"], live["applied"]) == (True, live["requested"])


def test_a_schedule_that_was_switched_on_the_node_is_learned(node, make_extension, monkeypatch):
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        config_service.dispatch, "schedule_switched", lambda *switched: told.append(switched)
    )
    make_extension("200")
    node.switched = {"5c4ed01e": Switch("open", 1_795_000_000)}
    config_apply()
    assert told == [("acme", "5c4ed01e", "open", 1_795_000_000)]


def test_asterisk_being_away_is_said_and_tried_again(node, state, make_extension):
    make_extension("200")
    node.error = NodeUnavailableError("no connection")
    with pytest.raises(NodeUnavailableError):
        config_apply()
    assert (state().error, state().applied) == ("node_unavailable", 0)
    node.error = None
    config_apply()
    assert (state().error, state().applied) == ("", state().requested)


@pytest.mark.parametrize("fault", [ValueError, OSError, KeyError, TypeError, RuntimeError])
def test_what_cannot_be_applied_is_said_and_does_not_stop_the_worker(
    node, state, make_extension, caplog, fault
):
    """Whatever it is: a fault of ours as well as a value that the node does not take."""
    make_extension("200")
    node.error = fault("fact is too long")
    assert config_apply() is None
    assert (state().error, state().applied) == ("apply_failed", 0)
    assert "fact is too long" in caplog.text


def test_a_configuration_that_cannot_be_read_is_said_too(
    node, state, make_extension, monkeypatch, caplog
):
    make_extension("200")

    def fail(_known):
        raise KeyError("no such flow")

    monkeypatch.setattr("telephony.services.config.config_snapshot", fail)
    assert config_apply() is None
    assert state().error == "apply_failed"
    assert "no such flow" in caplog.text


def test_redis_being_away_does_not_undo_an_apply(node, state, make_extension, monkeypatch):
    def refuse(*_args):
        raise redis.ConnectionError

    monkeypatch.setattr(live_redis(), "publish", refuse)
    make_extension("200")
    config_apply()
    assert state().applied == state().requested


def test_an_apply_that_ends_late_does_not_move_the_books_back(node, state, make_extension):
    make_extension("200")
    config_apply()
    newest = state().applied
    late = replace(node.brought[0], revision=newest - 1)
    config_service._applied(late, node.apply(late), TenantConfigState(tenant_id=state().pk))
    assert state().applied == newest


def test_a_comparison_without_difference_leaves_the_moment_alone(node, state, make_extension):
    make_extension("200")
    config_apply()
    since = state().applied_at
    assert config_apply() is None
    config_apply(force=True)
    assert (len(node.brought), state().applied_at) == (2, since)
    assert [options["published"] for options in node.options] == ["", ""]


def test_mended_drift_is_in_the_journal(node, make_extension, caplog):
    make_extension("200")
    config_apply()
    node.changed = ("ps_auths/acme+200",)
    config_apply(force=True)
    assert "drifted" in caplog.text


def test_the_node_is_not_asked_for_what_the_books_know(node, state, make_extension):
    make_extension("200")
    config_apply()
    make_extension("201")
    config_apply()
    assert node.options[1]["published"] == state().fingerprint != ""


def test_leftovers_of_a_disabled_company_are_noted(node, state, tenant):
    Tenant.objects.filter(pk=tenant.pk).update(status=Tenant.Status.DISABLED)
    node.leftovers = ("contact/acme+200",)
    config_apply(force=True)
    assert node.brought[0].is_disabled
    assert state().leftovers == ["contact/acme+200"]


def test_leftovers_are_looked_for_again_until_they_are_gone(node, state, make_extension, enqueued):
    make_extension("200")
    node.leftovers = ("channel/PJSIP/acme+200-1",)
    config_apply()
    assert enqueued.names.count("telephony.config_apply") == 2  # the save's, and one more look
    assert state().leftovers == ["channel/PJSIP/acme+200-1"]
    node.leftovers = ()
    config_apply()
    assert (state().leftovers, len(node.brought)) == ([], 2)
    assert config_apply() is None
    assert len(node.brought) == 2


class TestLostSounds:
    """The database came back from a backup, the sounds did not."""

    @pytest.fixture(autouse=True)
    def storage(self, settings, tmp_path) -> Path:
        settings.MEDIA_ROOT = tmp_path / "media"
        return tmp_path / "media/acme/sounds"

    @pytest.fixture
    def sounds(self, tmp_path, monkeypatch) -> Sounds:
        """Those of the node."""
        (tmp_path / "node").mkdir()
        sounds = Sounds(tmp_path / "node")
        monkeypatch.setattr(config_service, "node_sounds", lambda: sounds)
        return sounds

    def test_everything_else_reaches_the_node(self, node, sounds, state, storage, make_extension):
        _sound("Lost", "0a" * 16)
        _sound("Kept", "0b" * 16)
        (storage / f"{'0a' * 16}.g722").rename(storage / "away")
        make_extension("200")
        config_apply()
        assert [len(config.extensions) for config in node.brought] == [1]
        assert (state().applied, state().error) == (state().requested, "")
        assert state().leftovers == [f"sound/{'0a' * 16}"]
        assert sounds.held("acme") == {"0b" * 16}

        since = state().applied_at
        config_apply()
        assert (state().applied_at, len(node.brought)) == (since, 2)
        assert node.options[1]["published"] == state().fingerprint != ""  # nothing else is in doubt

        (storage / "away").rename(storage / f"{'0a' * 16}.g722")
        config_apply()
        assert (state().leftovers, config_apply()) == ([], None)
        assert sounds.held("acme") == {"0a" * 16, "0b" * 16}


def _sound(name: str, content: str) -> MediaFile:
    """A file that is converted."""
    for suffix in SUFFIXES:
        default_storage.save(sound_name("acme", content, suffix), ContentFile(b"sound"))
    return MediaFile.objects.create(name=name, content=content, state=MediaFile.State.READY)


@pytest.mark.parametrize(
    ("running_calls", "minutes", "ends_calls"),
    [("hang_up", -1, True), ("keep", -1, False), ("hang_up", 10, False)],
)
def test_a_block_ends_running_calls_once_when_it_asks_for_it(
    node, tenant, running_calls, minutes, ends_calls
):
    TenantBlock.objects.create(
        tenant=tenant,
        kind="administrative",
        reason="test",
        starts_at=timezone.now() + timedelta(minutes=minutes),
        running_calls=running_calls,
    )
    config_apply(force=True)
    config_apply(force=True)
    assert [options["hang_up"] for options in node.options] == [ends_calls, False]


class TestReconcile:
    """What no message was heard of."""

    @pytest.fixture(autouse=True)
    def _everything_is_applied(self, tenant):
        with platform_scope():
            TenantConfigState.objects.update(applied=F("requested"), error="")

    def test_missed_revisions_of_every_company_are_found(
        self, tenant, other_tenant, enqueued, monkeypatch
    ):
        monkeypatch.setattr(config_service, "VERIFIED_AT_ONCE", 0)
        TenantConfigState.objects.filter(tenant=tenant).update(requested=9, applied=8)
        with tenant_scope(other_tenant):
            states = TenantConfigState.objects.filter(tenant=other_tenant)
            states.update(error="node_unavailable")
        assert config_reconcile() == 2
        assert {(job.schema, job.kwargs["force"]) for job in enqueued.jobs} == {
            ("t_acme", False),
            ("t_globex", False),
        }

    def test_every_company_is_compared_in_turn(self, tenant, enqueued, monkeypatch):
        seen = set()
        monkeypatch.setattr(config_service, "VERIFIED_AT_ONCE", 1)
        start = timezone.now()
        for tick in range(3):
            moment = start + timedelta(seconds=tick * config_service.RECONCILE_SECONDS)
            monkeypatch.setattr(config_service.timezone, "now", lambda moment=moment: moment)
            config_reconcile()
        seen = {job.schema for job in enqueued.jobs if job.kwargs["force"]}
        assert seen == {"t_acme", "t_acme1", "t_globex"}

    def test_after_a_boot_what_was_published_right_before_is_compared(
        self, tenant, other_tenant, enqueued
    ):
        TenantConfigState.objects.filter(tenant=tenant).update(
            applied_at=timezone.now() - timedelta(seconds=2)
        )
        with tenant_scope(other_tenant):
            old = timezone.now() - timedelta(hours=1)
            TenantConfigState.objects.filter(tenant=other_tenant).update(applied_at=old)
        assert node_recheck(tenant.node.name) == 1
        [job] = enqueued.jobs
        assert (job.schema, job.kwargs["force"]) == ("t_acme", True)
        assert node_recheck("elsewhere") == 0

    def test_a_rebuild_brings_every_company_and_shows_its_progress(self, node, capsys):
        call_command("node_rebuild")
        assert sorted(config.code for config in node.brought) == ["acme", "acme1", "globex"]
        out = capsys.readouterr().out
        assert "[1/3] acme:" in out
        assert "3 tenants in" in out
