"""Doors of this application's jobs; each calls one service."""

from celery import shared_task

from telephony.services import config
from telephony.services.node_link import NodeUnavailableError
from tenants.celery import PlatformTask, TenantOnlyTask


@shared_task(
    base=TenantOnlyTask,
    name="telephony.config_apply",
    acks_late=True,
    autoretry_for=(NodeUnavailableError,),
    retry_backoff=1,
    retry_backoff_max=30,
    max_retries=5,
)
def config_apply(*, hang_up: bool = False, force: bool = False) -> None:
    """Bring the tenant's newest revision to its node; `hang_up` ends its running calls, `force` compares anew."""
    config.config_apply(hang_up=hang_up, force=force)


@shared_task(base=PlatformTask, name="telephony.config_reconcile")
def config_reconcile() -> None:
    """Find revisions that no worker was woken for."""
    config.config_reconcile()


@shared_task(base=PlatformTask, name="telephony.node_booted")
def node_booted(*, node: str) -> None:
    """Asterisk of `node` has started again: what was published right before is compared with it."""
    config.node_recheck(node)
