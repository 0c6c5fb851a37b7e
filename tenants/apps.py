"""Application of the public schema: companies, people, sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        """Give the constraints their refusals."""
        from tenants.constraints import constraint_register

        constraint_register(
            "tenants_tenant_code_key",
            code="tenant_code_taken",
            field="code",
            message=_("This code is in use, or was once; codes are never used again."),
        )
        constraint_register(
            "tenants_domain_domain_key",
            code="domain_taken",
            field="domain",
            message=_("This host name belongs to another company."),
        )
        constraint_register(
            "tenants_user_email_key",
            code="email_taken",
            field="email",
            message=_("This mail address is in use."),
        )
        constraint_register(
            "user_email_unique_without_case",
            code="email_taken",
            field="email",
            message=_("This mail address is in use."),
        )
        constraint_register(
            "membership_unique",
            code="membership_exists",
            field="email",
            message=_("This person already belongs to the company."),
        )
        constraint_register(
            "tenant_block_one_per_kind",
            code="block_exists",
            field="kind",
            message=_("There already is a block of this kind."),
        )
