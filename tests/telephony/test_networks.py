"""Networks from which devices may register."""

import pytest

from telephony.services.networks import MAX_NETWORKS, networks
from tenants.errors import BusinessError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["10.1.2.7/24"], ["10.1.2.0/24"]),
        (["10.1.2.0/255.255.255.0"], ["10.1.2.0/24"]),
        ([" 203.0.113.7 "], ["203.0.113.7/32"]),
        (["2001:DB8::1/64"], ["2001:db8::/64"]),
        (["10.0.0.0/25", "10.0.0.128/25"], ["10.0.0.0/24"]),
        (["10.0.0.0/8", "10.1.0.0/16", "::/0"], ["10.0.0.0/8", "::/0"]),
        ([], []),
    ],
)
def test_networks_are_kept_in_the_shortest_form(typed, kept):
    assert networks(typed) == kept


@pytest.mark.parametrize(
    "nonsense",
    ["", "10.0.0.0/33", "300.1.1.1", "10.0.0.0/255.0.255.0", "example.org", "10.0.0.1-10.0.0.9", "fe80::1%eth0",
     "010.0.0.1", "10.0.0.0/-1", "10.0.0.0/8; drop", "${SHELL(id)}"],
)  # fmt: skip
def test_a_nonsense_network_is_refused_at_its_place_in_the_list(nonsense):
    with pytest.raises(BusinessError) as refusal:
        networks(["10.0.0.0/8", nonsense])
    assert (refusal.value.code, refusal.value.field) == ("network_invalid", "1")


def test_the_list_of_networks_has_an_end():
    with pytest.raises(BusinessError) as refusal:
        networks([f"10.0.{index}.0/24" for index in range(MAX_NETWORKS + 1)])
    assert refusal.value.code == "too_many"
