"""Jobs of the installation."""

from celery import shared_task

from tenants.celery import PlatformTask
from tenants.services.blocks import tenant_blocks_refresh as blocks_refresh
from tenants.services.housekeeping import housekeeping_run
from tenants.services.restrictions import restrictions_refresh


@shared_task(base=PlatformTask, name="tenants.tenant_blocks_refresh")
def tenant_blocks_refresh() -> None:
    """Let blocks and restrictions begin and end when their time comes."""
    blocks_refresh()
    restrictions_refresh()


@shared_task(base=PlatformTask, name="tenants.housekeeping")
def housekeeping() -> None:
    """Remove ended sessions and links."""
    housekeeping_run()
