"""Application of the public schema: companies, people, sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tenants.constraints import constraint_register


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        """Give the constraints their refusals."""
        taken = _("This code is in use, or was once; codes are never used again.")
        email = _("This mail address is in use.")
        for name, code, field, message in (
            ("tenants_tenant_code_key", "tenant_code_taken", "code", taken),
            ("tenants_tenant_schema_name_key", "tenant_code_taken", "code", taken),
            ("tenants_user_email_key", "email_taken", "email", email),
            ("user_email_unique_without_case", "email_taken", "email", email),
            (
                "tenants_domain_domain_key",
                "domain_taken",
                "domain",
                _("This host name belongs to another company."),
            ),
            (
                "membership_unique",
                "membership_exists",
                "email",
                _("This person already belongs to the company."),
            ),
            (
                "tenant_block_one_per_kind",
                "block_exists",
                "kind",
                _("There already is a block of this kind."),
            ),
            (
                "tenant_restriction_one_per_source",
                "restriction_exists",
                "tenant",
                _("There already is a restriction of this kind."),
            ),
        ):
            constraint_register(name, code=code, field=field, message=message)
