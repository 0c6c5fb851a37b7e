"""What the listener does for voicemail: it tells that something has come into a box."""

from dataclasses import replace

from telephony.asterisk.snapshot import MailboxConfig
from tests.asterisk.boxes import leads_to_boxes, spoken
from tests.asterisk.companies import company
from tests.realtime.servers import wait_for


def test_what_comes_into_a_voicemail_box_is_told(listener, live_node, phone):
    live_node.apply(replace(company("acme"), mailboxes=(MailboxConfig("201"),)))
    leads_to_boxes(live_node)
    call = phone("acme+200").call("299201").confirmed()
    call.hears_something()
    call.do("dtmf", digits="#")
    spoken(live_node, "201")
    assert not listener.messages

    call.hang_up()

    wait_for(lambda: listener.messages)
    live_node.apply(company("acme"))
