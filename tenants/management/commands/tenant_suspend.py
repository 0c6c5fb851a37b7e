"""Block a client company administratively, or lift that block with `--lift`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.errors import BusinessError
from tenants.models import Tenant, TenantBlock
from tenants.services.audit import SYSTEM
from tenants.services.blocks import NewBlock, tenant_block, tenant_unblock


class Command(BaseCommand):
    """The same as the operator's button; on record as done by the installation."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("--reason", default="Suspended on the command line")
        parser.add_argument("--hang-up", action="store_true", help="end the running calls")
        parser.add_argument("--lift", action="store_true")

    def handle(self, *_args: Any, code: str = "", lift: bool = False, **options: Any) -> None:
        tenant = Tenant.objects.filter(code=code).first()
        if tenant is None:
            raise CommandError(f"There is no company {code!r}.")
        kind = TenantBlock.Kind.ADMINISTRATIVE
        running = (
            TenantBlock.RunningCalls.HANG_UP
            if options["hang_up"]
            else TenantBlock.RunningCalls.KEEP
        )
        try:
            if lift:
                tenant_unblock(tenant, kind, actor=SYSTEM)
            else:
                tenant_block(
                    tenant, NewBlock(kind, options["reason"], running_calls=running), actor=SYSTEM
                )
        except BusinessError as refusal:
            raise CommandError(refusal.message) from refusal
