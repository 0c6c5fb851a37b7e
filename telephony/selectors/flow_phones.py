"""What the phones of the company would do now: who can be rung at all, for the simulator."""

from telephony.flow.settings import UNREACHABLE
from telephony.flow.world import World
from telephony.models import ReachEntry
from telephony.selectors.registrations import registrations_get


def phones_without_ways(world: World) -> dict[str, str]:
    """People who cannot be reached whatever the time: nothing of theirs rings."""
    return {number: UNREACHABLE for number, seconds in world.extensions.items() if not seconds}


def phones_now(world: World) -> dict[str, str]:
    """The same, and those none of whose phones is registered now and who have no number outside. While the live state
    is away, everybody else is taken to be there."""
    columns = ("extension__internal_number__number", "device__name", "outside_number")
    ways = list(ReachEntry.objects.filter(is_enabled=True).values_list(*columns))
    registered = registrations_get([device for _number, device, _outside in ways if device])
    if registered is None:
        return phones_without_ways(world)
    present = {number for number, device, outside in ways if outside or device in registered}
    return {number: UNREACHABLE for number in world.extensions if number not in present}
