"""The PBX of one company: an application of the tenants' schemas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tenants.constraints import constraint_register


class TelephonyConfig(AppConfig):
    """Joins the company's life (provisioning, blocks) to its configuration."""

    name = "telephony"
    label = "telephony"

    def ready(self) -> None:
        """Name the refusals behind constraints and listen to what happens to companies."""
        from telephony import receivers  # noqa: F401  imports models: not before the registry is ready

        constraint_register(
            "internal_number_unique",
            code="number_taken",
            message=_("This number is in use."),
            field="number",
        )
        constraint_register(
            "device_name_unique",
            code="device_name_taken",
            message=_("A device with this name exists."),
            field="name",
        )
