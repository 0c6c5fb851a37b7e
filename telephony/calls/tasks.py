"""Doors of jobs."""

from celery import shared_task
from django.utils import timezone

from telephony.calls.partitions import partitions_maintain
from tenants.celery import PlatformTask


@shared_task(base=PlatformTask, name="calls.partitions_maintain")
def maintain() -> None:
    partitions_maintain(today=timezone.now().date())
