"""Names of this application's jobs. Each is sent after the commit, for the tenant of this moment; a job that is
lost only delays, since the periodic reconcile finds what was missed."""

from collections.abc import Mapping
from uuid import UUID

from celery import current_app
from django_tenants.utils import get_public_schema_name

from tenants.context import current_tenant, tenant_scope
from tenants.dispatch import enqueue
from tenants.models import Tenant


def config_apply(
    *,
    hang_up: bool = False,
    force: bool = False,
    delay_seconds: float | None = None,
    is_patient: bool = False,
) -> None:
    """Wake the worker of the current tenant's node: there is a new revision.

    `hang_up` ends the running calls; `force` compares tenant and node even without a new revision. Nobody waits for
    one that `is_patient`: changes that are published meanwhile go ahead of it.
    """
    enqueue(
        "telephony.config_apply",
        queue=node_queue(current_tenant().node.name),
        countdown=delay_seconds,
        is_patient=is_patient,
        hang_up=hang_up,
        force=force,
    )


def config_apply_for(tenant: Tenant, *, force: bool = False, is_patient: bool = False) -> None:
    """The same for another tenant than the current one."""
    with tenant_scope(tenant):
        config_apply(force=force, is_patient=is_patient)


def platform_apply(
    node_name: str, *, force: bool = False, delay_seconds: float | None = None
) -> None:
    """Wake the worker of a node: there is a new revision of what its companies share; `force` compares anew."""
    enqueue(
        "telephony.platform_apply",
        queue=node_queue(node_name),
        countdown=delay_seconds,
        node=node_name,
        force=force,
    )


def hosts_refresh() -> None:
    """Names of lines' hosts are new: somebody must ask what they stand for."""
    enqueue("telephony.hosts_refresh", queue="default")


LONGEST_DELAY_SECONDS = (
    3000.0  # of a job: the broker gives one that waits longer to another worker as well
)


def override_end(schedule_id: str, until: str, *, delay_seconds: float) -> None:
    """Look at a schedule's switch by hand when its time is over (`until`, ISO 8601); sooner when that is far away."""
    enqueue(
        "telephony.override_end",
        queue="default",
        countdown=min(max(0.0, delay_seconds), LONGEST_DELAY_SECONDS),
        schedule_id=schedule_id,
        until=until,
    )


def flow_trial(asked: Mapping[str, object]) -> None:
    """Ring the phone of somebody who tries a flow; `asked` are arguments of `flow_trial.flow_trial_begin`."""
    queue = node_queue(current_tenant().node.name)
    enqueue("telephony.flow_trial", queue=queue, asked=asked)


def schedule_switched(tenant_code: str, schedule_key: str, state: str, moment: int) -> None:
    """Somebody opened or closed by key code at a moment (epoch seconds): the node has done it already, the row must
    follow.

    The node's listener says so, which has no database and so no commit to wait for. Raises kombu's
    OperationalError.
    """
    current_app.send_task(
        "telephony.schedule_switched",
        kwargs={
            "tenant_code": tenant_code,
            "schedule_key": schedule_key,
            "state": state,
            "moment": moment,
        },
        headers={"_schema_name": get_public_schema_name()},
        queue="default",
    )


def node_booted(node_name: str) -> None:
    """Compare with the node what was published right before it started.

    The node's listener says so, which has no database and so no commit to wait for. Raises kombu's
    OperationalError.
    """
    current_app.send_task(
        "telephony.node_booted",
        kwargs={"node": node_name},
        headers={"_schema_name": get_public_schema_name()},
        queue="default",
    )


def media_convert(media_id: str, *, upload: int) -> None:
    """A sound of the current company was uploaded, or is to be spoken: make of it what calls play."""
    enqueue("telephony.media_convert", queue="media", media_id=media_id, upload=upload)


DRAFT_PAUSE_SECONDS = 5.0


def draft_speak(flow_id: str, *, revision: int) -> None:
    """A draft of the current company says something: speak it when nobody writes any more."""
    enqueue(
        "telephony.draft_speak",
        queue="media",
        countdown=DRAFT_PAUSE_SECONDS,
        flow_id=flow_id,
        revision=revision,
    )


def voicemail_scan(node_name: str) -> None:
    """Something has changed in a voicemail box of a node. The node's listener and the clock say so, without a commit to
    wait for. Raises kombu's OperationalError.
    """
    current_app.send_task(
        "telephony.voicemail_scan",
        headers={"_schema_name": get_public_schema_name()},
        queue=node_queue(node_name),
        expires=60,
    )


def voicemail_collect(number: str) -> None:
    """Something was done with messages of a number: the node must follow."""
    queue = node_queue(current_tenant().node.name)
    enqueue("telephony.voicemail_collect", queue=queue, number=number)


def voicemail_forget(number: str) -> None:
    """A number has no voicemail box any more: the node keeps no messages for it."""
    queue = node_queue(current_tenant().node.name)
    enqueue("telephony.voicemail_forget", queue=queue, number=number)


def voicemail_mail(message_id: UUID, *, delay_seconds: float | None = None) -> None:
    """A message is to be mailed to its owner."""
    enqueue(
        "telephony.voicemail_mail",
        queue="default",
        countdown=None if delay_seconds is None else min(delay_seconds, LONGEST_DELAY_SECONDS),
        message_id=str(message_id),
    )


def node_queue(node_name: str) -> str:
    """Queue of the jobs that one Asterisk host does by itself."""
    return f"node.{node_name}"
