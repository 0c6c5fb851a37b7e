"""`./run demo-call --outside`: the demo company calls the outside world, and is called by it.

The other side is the process `provider`: a carrier with which the installation is registered like with any other.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from demo_story import KEYS, TALK_SECONDS, Story

from compose.provider.behaviour import ANSWER_TONE
from compose.provider.remote import RemoteError, RemoteProvider
from tests.asterisk.agents import Agent

CALLER, CALLER_TONE = "+79161234567", 1150  # who calls from outside, and what is heard of them (Hz)


def outgoing(story: Story, phone: Agent, provider: RemoteProvider, number: str) -> None:
    """The phone calls a number outside, as people dial it."""
    dialled = number.replace("+7", "8", 1)
    before = provider.seen()
    call = phone.call(dialled)
    story.tell(f"{phone.name} dials {dialled}")
    far = provider.taken(number, before=before)
    account = far.facts["account"] or "the carrier's address"
    story.tell(f"the provider gets the call by {account}; caller: {far.facts['shown']}")
    call.confirmed()
    story.tell(f"answered by {far.facts['called']}")
    call.hears(ANSWER_TONE)
    story.tell(f"{phone.name} hears the tone of {ANSWER_TONE} Hz")
    far.hears(phone.frequency)
    story.tell(f"the far end hears the tone of {phone.frequency} Hz")
    call.do("dtmf", digits=KEYS)
    far.pressed(KEYS)
    story.tell(f"the far end receives the keys {KEYS}")
    time.sleep(TALK_SECONDS)
    call.hang_up()
    far.is_in("ended")
    story.tell("hung up")


def incoming(
    story: Story, phone: Agent, provider: RemoteProvider, account: str, number: str
) -> None:
    """Somebody outside calls a number of the company, which arrives by an account of the provider."""
    since = phone.mark()
    far = provider.call(number, account=account, caller=CALLER, tone=CALLER_TONE)
    story.tell(f"{CALLER} calls {number} by the provider's account {account}")
    call = phone.incoming(since=since)
    story.tell(f"{phone.name} rings: the call comes from {call.remote}")
    call.answer()
    far.is_in("up")
    story.tell("answered")
    call.hears(CALLER_TONE)
    story.tell(f"{phone.name} hears the tone of {CALLER_TONE} Hz")
    far.hears(phone.frequency)
    story.tell(f"the far end hears the tone of {phone.frequency} Hz")
    time.sleep(TALK_SECONDS)
    far.hang_up()
    call.ended()
    story.tell("hung up")


def all_of_it(story: Story, phone: Agent, demo: dict[str, Any]) -> list[tuple[str, str]]:
    """One call out, and one in by each line; who called whom. RemoteError where there is no provider."""
    company = demo["companies"][0]
    if not demo.get("outside"):
        raise RemoteError("the demo has no provider: ./run up makes it")
    outside = demo["outside"]["answering"]
    numbers = {
        account: line["number"]
        for account, line in demo["outside"]["lines"].items()
        if line["company"] == company["code"]
    }
    provider = RemoteProvider(Path(os.environ["VPBX_PROVIDER_SOCKET"]))
    try:
        outgoing(story, phone, provider, outside)
        for account, number in numbers.items():
            incoming(story, phone, provider, account, number)
    finally:
        provider.close()
    caller = company["phones"][0]["extension"]
    return [(caller, outside), *((CALLER, number) for number in numbers.values())]
