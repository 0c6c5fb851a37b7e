"""What the phones of the company would do now: who can be rung at all, for the simulator."""

from itertools import groupby
from operator import itemgetter

from telephony.flow.settings import UNREACHABLE
from telephony.flow.world import World
from telephony.models import ReachEntry
from telephony.selectors.registrations import registrations_get


def phones_without_ways(world: World) -> dict[str, str]:
    """People who cannot be reached whatever the time: nothing of theirs rings."""
    return {number: UNREACHABLE for number, seconds in world.extensions.items() if not seconds}


def phones_now(world: World) -> dict[str, str]:
    """The same, and those none of whose phones is registered now and who have no number outside. Of people who forward
    calls, each phone that is not registered as well (`200*1`). While the live state is away, everybody else is taken
    to be there."""
    columns = ("extension__internal_number__number", "device__name", "outside_number")
    rows = ReachEntry.objects.filter(is_enabled=True).order_by(columns[0], "position")
    ways = list(rows.values_list(*columns))
    registered = registrations_get([device for _number, device, _outside in ways if device])
    if registered is None:
        return phones_without_ways(world)
    away = dict.fromkeys(world.extensions, UNREACHABLE)
    for number, found in groupby(ways, key=itemgetter(0)):
        are_there = [outside or device in registered for _number, device, outside in found]
        if any(are_there):
            del away[number]
        if number in world.forwards:
            away |= {
                f"{number}*{index}": UNREACHABLE
                for index, is_there in enumerate(are_there, 1)
                if not is_there
            }
    return away
