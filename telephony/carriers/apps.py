"""Application of the public schema: the operator's side of the outside world."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tenants.constraints import constraint_register


class CarriersConfig(AppConfig):
    name = "telephony.carriers"
    label = "carriers"

    def ready(self) -> None:
        """Give the constraints their refusals."""
        for name, code, field, message in (
            (
                "carrier_name_unique",
                "line_name_taken",
                "name",
                _("A line with this name exists."),
            ),
            (
                "line_account_unique",
                "line_account_taken",
                "login",
                _("Another line is signed in with this login at this server already."),
            ),
            (
                "phone_number_unique",
                "phone_number_taken",
                "number",
                _("This number is known already."),
            ),
            (
                "number_range_unique",
                "number_range_overlaps",
                "first",
                _("This range overlaps another one."),
            ),
        ):
            constraint_register(name, code=code, field=field, message=message)
