"""This host's Asterisk in the list of nodes."""

from io import StringIO

from django.core.management import call_command

from tenants.models import AsteriskNode
from tenants.services.nodes import node_for_new_tenant


def register() -> str:
    output = StringIO()
    call_command("node_register", stdout=output)
    return output.getvalue().strip()


def test_a_new_host_registers_its_node_once(db: None, settings) -> None:
    settings.NODE_NAME = "node7"
    before = AsteriskNode.objects.count()
    assert [register(), register()] == ["node7", "node7"]
    assert AsteriskNode.objects.count() == before + 1
    assert AsteriskNode.objects.get(name="node7").is_open


def test_a_start_with_another_address_changes_what_phones_are_told(db: None, settings) -> None:
    settings.NODE_NAME = "node7"
    register()
    settings.SIP_HOST, settings.SIP_PORT, settings.SIP_TLS_PORT = "203.0.113.9", 6060, 6061
    register()
    node = AsteriskNode.objects.get(name="node7")
    assert (node.sip_host, node.sip_port, node.sip_tls_port) == ("203.0.113.9", 6060, 6061)


def test_a_start_does_not_open_a_node_that_the_operator_closed(db: None, settings) -> None:
    settings.NODE_NAME = "node7"
    register()
    AsteriskNode.objects.update(is_open=False)
    register()
    assert not AsteriskNode.objects.get(name="node7").is_open


def test_a_new_node_takes_the_next_company(db: None, settings) -> None:
    settings.NODE_NAME = "node7"
    register()
    assert node_for_new_tenant().name == "node7"
