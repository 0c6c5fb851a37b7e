"""Names for people of what flows speak of by number and key, read together."""

from collections.abc import Mapping

from telephony.flow.elements import ScheduleSwitch
from telephony.flow.graph import Element
from telephony.flow.graph import Flow as Scheme
from telephony.flow.references import Thing
from telephony.models import Flow, NumberList, RedirectNumber, Schedule
from telephony.selectors.numbering import number_labels


class FlowNames:
    """The names of the current company's things. What is not known is called by its key; `schemes` are flows whose
    elements have names."""

    def __init__(self, schemes: Mapping[int, Scheme]) -> None:
        self._schemes = schemes
        self._numbers = {number: label for number, _kind, label in number_labels()}
        self._schedules = {each.key: each for each in Schedule.objects.all()}
        self._flows = {each.key: each for each in Flow.objects.only("key", "name")}
        self._keyed = {
            Thing.LIST: _by_key(NumberList),
            Thing.REDIRECT: _by_key(RedirectNumber),
        }

    def number(self, number: str) -> str:
        """`200 Anna` for an internal number, an outside one as it is."""
        return f"{number} {self._numbers.get(number, '')}".strip()

    def thing(self, kind: Thing, key: str) -> str:
        """A number list or a redirect number."""
        return self._keyed[kind].get(key, key)

    def flow(self, key: int) -> str:
        """A flow."""
        found = self._flows.get(key)
        return found.name if found else ""

    def flow_id(self, key: int) -> str:
        """The id by which the API knows a flow; empty for one that is not kept."""
        found = self._flows.get(key)
        return str(found.pk) if found else ""

    def schedule(self, key: str) -> str:
        """A schedule."""
        found = self._schedules.get(key)
        return found.name if found else key

    def period(self, schedule: str, period: str) -> str:
        """A period of a schedule; empty for `closed`."""
        found = self._schedules.get(schedule)
        periods = found.periods if found else []
        return next((str(each["name"]) for each in periods if each["key"] == period), "")

    def element(self, flow: int, element: str) -> str:
        """What its owner calls an element; empty when that is nothing."""
        found = self._element(flow, element)
        return found.name if found else ""

    def period_exit(self, flow: int, element: str, exit_name: str) -> str:
        """The period that an exit of a schedule switch stands for; empty for all other exits."""
        found = self._element(flow, element)
        if found is None or not isinstance(found.settings, ScheduleSwitch):
            return ""
        return self.period(found.settings.schedule, exit_name)

    def _element(self, flow: int, element: str) -> Element | None:
        scheme = self._schemes.get(flow)
        return scheme.by_id.get(element) if scheme else None


def _by_key(model: type[NumberList] | type[RedirectNumber]) -> dict[str, str]:
    return {pk.hex: name for pk, name in model.objects.values_list("pk", "name")}
