"""Contexts of the running Asterisk, read and changed over AMI: nothing is reloaded."""

from collections.abc import Collection

from telephony.asterisk.ami import AmiRefusedError, AmiSession, Event
from telephony.asterisk.render import HINT, Context, Step
from telephony.asterisk.text import ident

Action = tuple[str, dict[str, str]]


class Dialplan:
    """The dialplan as it runs."""

    def __init__(self, ami: AmiSession) -> None:
        self._ami = ami

    async def steps(self, context: str) -> list[Step]:
        """The steps of a context; none when it is not there."""
        try:
            events = await self._ami.list_action("ShowDialPlan", Context=context)
        except AmiRefusedError:  # there is no such context
            return []
        return [_step(event) for event in events if "Extension" in event]

    async def has(self, context: Context) -> bool:
        """Whether the last step of a context is there: after a reload a context is whole, or empty."""
        last = context.steps[-1]
        place = f"{context.name},{last.exten},{last.priority}"
        answer = await self._ami.action("Getvar", Variable=f"DIALPLAN_EXISTS({place})")
        return answer.get("Value") == "1"

    async def change(self, context: Context, held: Collection[Step]) -> None:
        """Make a context, of which these steps are there, what it shall be."""
        there = set(held)
        missing = [step for step in context.steps if step not in there]
        await self._ami.actions(addition(context.name, step) for step in missing)
        places = {(step.exten, step.priority) for step in context.steps}
        stale = [step for step in held if (step.exten, step.priority) not in places]
        await self._ami.actions(
            (
                "DialplanExtensionRemove",
                {"Context": context.name, "Extension": step.exten, "Priority": step.priority},
            )
            for step in stale
        )

    async def remove(self, context: str) -> None:
        """Take a whole context away."""
        await self._ami.action("Command", Command=f"dialplan remove context {ident(context)}")


def addition(context: str, step: Step) -> Action:
    """The action that adds a step, or replaces the one in its place."""
    application, _, data = step.app.partition("(") if step.priority != HINT else (step.app, "", "")
    headers = {
        "Context": context,
        "Extension": step.exten,
        "Priority": step.priority,
        "Application": application,
        "Replace": "yes",
    }
    if data:
        headers["ApplicationData"] = data.removesuffix(")")
    return "DialplanExtensionAdd", headers


def _step(event: Event) -> Step:
    """A step as ShowDialPlan lists it; a hint has no arguments beside its devices."""
    application, data = event["Application"], event.get("AppData", "")
    is_hint = event["Priority"] == HINT
    return Step(
        event["Extension"], event["Priority"], application if is_hint else f"{application}({data})"
    )
