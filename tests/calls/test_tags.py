"""Tags that call flows gave a call: on record, in its protocol, and what a list is narrowed by."""

from dataclasses import replace

from telephony.calls.fold import fold
from telephony.calls.protocol import protocol
from telephony.calls.selectors import call_list, calls_with_tag
from telephony.calls.tags import tags_of
from tests.calls.test_plans import many_calls, nodes
from tests.calls.traces import trace

__all__ = ["many_calls"]


def test_a_call_keeps_the_tag_that_a_flow_gave_it():
    call = fold(trace("flow_tagged"))
    assert call is not None
    assert call.tags == ("VIP",)
    assert [line.subject for line in protocol(trace("flow_tagged")) if line.event == "tagged"] == [
        "VIP"
    ]


def test_tags_are_told_in_order_and_once():
    (tagged,) = (event for event in trace("flow_tagged") if event.kind == "x-tag")
    other = replace(tagged, extra=tagged.extra.replace("VIP", "Office"))
    assert tags_of([tagged, other, tagged]) == ("VIP", "Office")


def test_calls_of_one_tag_come_from_their_index(many_calls, tenant):
    plan = nodes(calls_with_tag(call_list(tenant_id=tenant.pk), "VIP")[:50])
    conditions = [node["Index Cond"] for node in plan if "Index Cond" in node]
    assert any("tags" in condition for condition in conditions)
