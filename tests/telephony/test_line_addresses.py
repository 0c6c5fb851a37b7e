"""Where lines may lead, and where their calls may come from: other hosts, never this one."""

import pytest

from tests.support.clients import field_codes


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "0x7f000001",
        "0x7f.1",
        "2130706433",
        "127.1",
        "localhost",
        "ip6-localhost",
        "db",
        "x.localhost",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_a_line_leads_to_another_host(admin_client, settings, address):
    settings.LOCAL_LINES = []
    refused = admin_client.post("trunks/", {"name": "x", "addresses": [address]})
    assert (refused.status_code, list(field_codes(refused))) == (400, ["addresses.0"])


@pytest.mark.parametrize("source", ["127.0.0.0/8", "126.0.0.0/7", "169.254.0.0/15", "::/16"])
def test_calls_from_this_host_and_its_link_are_nobodys(admin_client, source):
    refused = admin_client.post("trunks/", {"name": "x", "sources": [source]})
    assert (refused.status_code, list(field_codes(refused))) == (400, ["sources.0"])
