"""Names for people of what decisions speak of."""

from collections.abc import Mapping
from uuid import UUID

from telephony.models import Flow, InternalNumber, RedirectNumber
from telephony.selectors.targets import number_label, redirect_label


class TargetNames:
    """Gives lines, lists (`known`) and targets (`internal:500`, `redirect:<key>`, `flow:<key>-<element>`, `500`) their
    names, each read when it is first asked for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)

    def __call__(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self._read(text) or text
        return self._known[text]

    def _read(self, text: str) -> str:
        kind, colon, value = text.partition(":")
        if kind == "redirect":
            redirect = RedirectNumber.objects.filter(pk=UUID(value)).first()
            return redirect_label(redirect) if redirect else ""
        if kind == "flow":
            flow = Flow.objects.filter(key=int(value.partition("-")[0] or 0)).first()
            return flow.name if flow else ""
        if kind != "internal" and colon:
            return ""
        numbers = InternalNumber.objects.select_related(
            "queue", "extension__employee", "schedule", "flow_number__flow"
        )
        number = numbers.filter(number=value or kind).first()
        return number_label(number) if number else ""
