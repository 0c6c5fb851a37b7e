"""Names for people of what decisions speak of."""

from collections.abc import Mapping
from uuid import UUID

from telephony.models import InternalNumber, RedirectNumber
from telephony.selectors.targets import target_label


class TargetNames:
    """Gives lines, lists (`known`) and targets (`internal:500`, `redirect:<key>`, `500`) their names, each read when
    it is first asked for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)

    def __call__(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self._read(text) or text
        return self._known[text]

    def _read(self, text: str) -> str:
        kind, colon, value = text.partition(":")
        if kind == "redirect":
            return target_label(None, RedirectNumber.objects.filter(pk=UUID(value)).first())
        if kind != "internal" and colon:
            return ""
        numbers = InternalNumber.objects.select_related("queue", "extension__employee")
        return target_label(numbers.filter(number=value or kind).first(), None)
