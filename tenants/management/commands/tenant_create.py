"""Create a client company and print its administrator's one-time link."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.api.platform_serializers import TenantCreateSerializer
from tenants.errors import BusinessError
from tenants.services.audit import SYSTEM
from tenants.services.provisioning import NewTenant, tenant_provision


class Command(BaseCommand):
    """The same rules as in the operator's area."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("name")
        parser.add_argument("--admin-email", default="")
        parser.add_argument("--timezone", default="Europe/Moscow")
        parser.add_argument("--language", default="ru")
        parser.add_argument("--max-users", default=50)
        parser.add_argument("--max-channels", default=0)
        parser.add_argument("--without-starter-kit", action="store_true")

    def handle(self, *_args: Any, admin_email: str = "", **options: Any) -> None:
        fields = ("code", "name", "timezone", "language", "max_users", "max_channels")
        asked = TenantCreateSerializer(
            data={
                **{name: options[name] for name in fields},
                "admin": {"email": admin_email} if admin_email else None,
                "with_starter_kit": not options["without_starter_kit"],
            }
        )
        if not asked.is_valid():
            raise CommandError(str(dict(asked.errors)))
        values = dict(asked.validated_data)
        admin = values.pop("admin", None) or {}
        try:
            made = tenant_provision(
                NewTenant(**values, admin_email=admin.get("email", "")), actor=SYSTEM
            )
        except BusinessError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(made.admin_link or made.tenant.code)
