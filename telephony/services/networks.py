"""Networks from which a device may register."""

import ipaddress
from collections.abc import Sequence

from django.utils.translation import gettext as _

from telephony.services.problems import invalid, list_parse

MAX_NETWORKS = 32
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def network(raw: str) -> Network:
    """The network meant by `10.1.2.0/24`, `10.1.2.7/255.255.255.0` or one address; host bits are cleared."""
    text = raw.strip()
    if "%" in text:
        raise invalid(
            "network_invalid", _("An address with an interface name is not allowed here.")
        )
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise invalid(
            "network_invalid",
            _("“%(network)s” is not a network; write it like 192.168.1.0/24 or 203.0.113.7.")
            % {"network": text[:50]},
        ) from None


def networks(raw: Sequence[str]) -> list[str]:
    """The shortest list of networks that covers the same addresses, in order; empty means any address."""
    found = list_parse(raw, network, limit=MAX_NETWORKS)
    version4 = [each for each in found if isinstance(each, ipaddress.IPv4Network)]
    version6 = [each for each in found if isinstance(each, ipaddress.IPv6Network)]
    collapsed = [*ipaddress.collapse_addresses(version4), *ipaddress.collapse_addresses(version6)]
    return [str(each) for each in collapsed]
