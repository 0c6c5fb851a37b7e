"""Doors of this application's jobs; each calls one service."""

from typing import Any
from uuid import UUID

from celery import shared_task

from telephony.services import (
    config,
    flow_speech,
    flow_trial,
    flow_versions_sweep,
    media_conversion,
    schedules,
)
from telephony.services import voicemail_collect as messages
from telephony.services import voicemail_mail as mail
from telephony.services.media_housekeeping import media_tidy
from telephony.services.node_link import NodeUnavailableError
from telephony.services.platform import apply as platform
from telephony.services.platform import hosts
from telephony.services.platform.pool import numbers_wake
from tenants.celery import PlatformTask, TenantOnlyTask

# A node that does not answer is tried again, for longer where no reconcile would find what was left undone.
_UNTIL_THE_NODE_ANSWERS: dict[str, Any] = {
    "acks_late": True,
    "autoretry_for": (NodeUnavailableError,),
    "retry_backoff": 1,
}
_RETRY_SOON = _UNTIL_THE_NODE_ANSWERS | {"retry_backoff_max": 30, "max_retries": 5}
_RETRY_LONG = _UNTIL_THE_NODE_ANSWERS | {"retry_backoff_max": 60, "max_retries": 10}


@shared_task(base=TenantOnlyTask, name="telephony.config_apply", **_RETRY_SOON)
def config_apply(*, hang_up: bool = False, force: bool = False) -> None:
    """Bring the tenant's newest revision to its node; `hang_up` ends its running calls, `force` compares anew."""
    config.config_apply(hang_up=hang_up, force=force)


@shared_task(base=PlatformTask, name="telephony.platform_apply", **_RETRY_SOON)
def platform_apply(*, node: str, force: bool = False) -> None:
    """Bring the newest revision of what its companies share to a node; `force` compares anew."""
    platform.platform_apply(node, force=force)


@shared_task(base=TenantOnlyTask, name="telephony.flow_trial")
def flow_trial_begin(*, asked: dict[str, Any]) -> None:
    """Ring the phone of somebody who tries a flow. When it does not ring they ask again: nothing is repeated here."""
    flow_trial.flow_trial_begin(**asked)


@shared_task(base=PlatformTask, name="telephony.hosts_refresh")
def hosts_refresh() -> None:
    """Ask what new names of lines' hosts stand for, and tell the nodes."""
    hosts.hosts_refresh(new_only=True)


@shared_task(base=PlatformTask, name="telephony.config_reconcile")
def config_reconcile() -> None:
    """Find revisions that no worker was woken for, of nodes and of companies."""
    platform.platform_reconcile()
    config.config_reconcile()


@shared_task(base=PlatformTask, name="telephony.phone_numbers_wake")
def phone_numbers_wake() -> None:
    """Free the numbers whose quarantine is over."""
    numbers_wake()


@shared_task(base=TenantOnlyTask, name="telephony.override_end")
def override_end(*, schedule_id: str, until: str) -> None:
    """Take a schedule's switch by hand back when its time is over."""
    schedules.override_end(schedule_id, until)


@shared_task(base=PlatformTask, name="telephony.schedule_switched")
def schedule_switched(*, tenant_code: str, schedule_key: str, state: str, moment: int) -> None:
    """Somebody opened or closed by key code: the schedule's row follows the node."""
    schedules.schedule_switched(tenant_code, schedule_key, state, moment)


@shared_task(base=TenantOnlyTask, name="telephony.media_convert", acks_late=True)
def media_convert(*, media_id: str, upload: int) -> None:
    """Make of an uploaded sound, or of a text, what calls play."""
    media_conversion.media_convert(media_id, upload=upload)


@shared_task(base=TenantOnlyTask, name="telephony.draft_speak")
def draft_speak(*, flow_id: str, revision: int) -> None:
    """Speak the texts of a draft ahead of its publication, which speaks what is missing then."""
    flow_speech.draft_speak(UUID(flow_id), revision=revision)


@shared_task(base=PlatformTask, name="telephony.media_housekeeping")
def media_housekeeping() -> None:
    """Go on with forgotten conversions, and forget texts that nobody says any more."""
    media_tidy()


@shared_task(base=PlatformTask, name="telephony.versions_tidy")
def versions_tidy() -> None:
    """Forget versions of flows that nobody needs any more."""
    flow_versions_sweep.versions_tidy()


@shared_task(base=PlatformTask, name="telephony.node_booted")
def node_booted(*, node: str) -> None:
    """Asterisk of `node` has started again: what was published right before is compared with it."""
    platform.platform_recheck(node)
    config.node_recheck(node)


@shared_task(base=PlatformTask, name="telephony.voicemail_scan")
def voicemail_scan() -> None:
    """Collect the messages that callers have left on this worker's node."""
    messages.voicemail_scan()


@shared_task(base=TenantOnlyTask, name="telephony.voicemail_collect", **_RETRY_LONG)
def voicemail_collect(*, number: str) -> None:
    """Have the node follow what was done with messages of a number."""
    messages.voicemail_collect([number])


@shared_task(base=TenantOnlyTask, name="telephony.voicemail_forget", **_RETRY_LONG)
def voicemail_forget(*, number: str) -> None:
    """Remove the messages of a number that has no box any more from the node."""
    messages.voicemail_node_forget(number)


@shared_task(base=TenantOnlyTask, name="telephony.voicemail_mail", acks_late=True)
def voicemail_mail(*, message_id: str) -> None:
    """Mail a message to the owner of its box."""
    mail.voicemail_mail(UUID(message_id))


@shared_task(base=PlatformTask, name="telephony.voicemail_sweep")
def voicemail_sweep() -> None:
    """Have all nodes looked through."""
    messages.voicemail_sweep()


@shared_task(base=PlatformTask, name="telephony.voicemail_mail_sweep")
def voicemail_mail_sweep() -> None:
    """Mail what was to be mailed and was not: whoever was to do it is gone."""
    mail.voicemail_mail_sweep()
