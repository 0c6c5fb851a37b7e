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
        from telephony import receivers  # noqa: F401 - imports models: not before the registry is ready

        for name, code, message, field in (
            ("internal_number_unique", "number_taken", _("This number is in use."), "number"),
            (
                "device_name_unique",
                "device_name_taken",
                _("A device with this name exists."),
                "name",
            ),
            ("trunk_name_unique", "line_name_taken", _("A line with this name exists."), "name"),
            (
                "number_list_name_unique",
                "list_name_taken",
                _("A list with this name exists."),
                "name",
            ),
            ("flow_name_unique", "flow_name_taken", _("A flow with this name exists."), "name"),
            (
                "schedule_name_unique",
                "schedule_name_taken",
                _("A schedule with this name exists."),
                "name",
            ),
            (
                "media_file_name_unique",
                "media_name_taken",
                _("A sound with this name exists."),
                "name",
            ),
            (
                "media_file_language_unique",
                "language_taken",
                _("There is a variant in this language already."),
                "language",
            ),
            (
                "media_package_name_unique",
                "package_name_taken",
                _("A package with this name exists."),
                "name",
            ),
            (
                "redirect_number_name_unique",
                "redirect_name_taken",
                _("A redirect number with this name exists."),
                "name",
            ),
            (
                "number_list_entry_unique",
                "entry_exists",
                _("This number is on the list already."),
                "number",
            ),
        ):
            constraint_register(name, code=code, message=message, field=field)
