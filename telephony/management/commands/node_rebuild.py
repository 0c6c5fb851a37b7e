"""Make the node of this machine hold every tenant that lives on it, from whatever it holds now."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from telephony.services.config import config_apply
from telephony.services.node_link import NodeUnavailableError
from tenants.context import tenant_scope
from tenants.models import Tenant


class Command(BaseCommand):
    """For a new disk, a restored backup, or doubt. Calls go on meanwhile; a tenant that is right is not touched."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", help="companies; all of the node without any")

    def handle(self, *_args: Any, codes: list[str], **_options: Any) -> None:
        tenants = Tenant.objects.filter(node__name=settings.NODE_NAME)
        tenants = (
            tenants.exclude(status=Tenant.Status.PROVISIONING)
            .select_related("node")
            .order_by("code")
        )
        chosen = list(tenants.filter(code__in=codes) if codes else tenants)
        if unknown := set(codes) - {tenant.code for tenant in chosen}:
            raise CommandError(f"not on this node: {', '.join(sorted(unknown))}")
        started, failed = perf_counter(), []
        for number, tenant in enumerate(chosen, start=1):
            outcome = self._one(tenant)
            failed += [tenant.code] if outcome is None else []
            self.stdout.write(
                f"[{number}/{len(chosen)}] {tenant.code}: {outcome or 'failed, see the journal'}"
            )
        self.stdout.write(
            f"{len(chosen) - len(failed)} tenants in {perf_counter() - started:.1f} s"
        )
        if failed:
            raise CommandError(f"failed: {', '.join(failed)}")

    def _one(self, tenant: Tenant) -> str | None:
        """What was changed for a tenant, in words; None when it could not be brought to the node."""
        try:
            with tenant_scope(tenant):
                report = config_apply(force=True)
        except NodeUnavailableError as error:
            raise CommandError(f"Asterisk does not answer: {error}") from error
        if report is None:
            return None
        return (
            f"revision {report.revision}, {len(report.changed_rows)} rows, {len(report.changed_facts)} facts, "
            f"{len(report.changed_contexts)} contexts changed"
        )
