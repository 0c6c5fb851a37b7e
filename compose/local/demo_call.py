"""`./run demo-call`: two simulated phones of the demo company call each other through the running system.

Both are real SIP user agents with sound: each plays a tone of its own and must hear the other's. With `--outside` one
of them calls the simulated provider, and is called by it. Then the calls are looked up in the cabinet, as its admin
would see them. Exit status 1 when anything of this does not happen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import demo_outside
from demo_story import KEYS, TALK_SECONDS, Cabinet, Story

from compose.provider.remote import RemoteError
from tests.asterisk.agents import Agent, AgentCall, AgentError

TONES = (440, 1000)  # Hz: what the caller plays, what the one who answers plays
RECORD_SECONDS = 10


def phone(story: Story, account: dict[str, str], tone: int) -> Agent:
    """A phone that is registered with the demo's credentials."""
    agent = Agent(account["login"], frequency=tone)
    host, port = os.environ["VPBX_SIP_HOST"], int(os.environ["VPBX_SIP_PORT"])
    agent.register(account["login"], account["secret"], host=host, port=port)
    story.tell(f"{account['login']} is registered at {host}:{port} (UDP)")
    return agent


def talk(story: Story, call: AgentCall, other: AgentCall) -> None:
    """Both must hear the other's tone, and keys must arrive."""
    call.hears(other.agent.frequency)
    story.tell(f"{call.agent.name} hears the tone of {other.agent.frequency} Hz")
    other.hears(call.agent.frequency)
    story.tell(f"{other.agent.name} hears the tone of {call.agent.frequency} Hz")
    call.do("dtmf", digits=KEYS)
    for key in KEYS:
        other.agent.wait("dtmf", digit=key)
    story.tell(f"{other.agent.name} receives the keys {KEYS}")


def call_through(story: Story, caller: Agent, callee: Agent, number: str) -> None:
    """The call itself, from dialling to the end."""
    call = caller.call(number)
    story.tell(f"{caller.name} dials {number}")
    other = callee.incoming()
    story.tell(f"{callee.name} rings: the call comes from {other.remote}")
    call.ringing()
    other.answer()
    call.confirmed()
    story.tell("answered")
    talk(story, call, other)
    time.sleep(TALK_SECONDS)
    call.hang_up()
    other.ended()
    story.tell("hung up")


def calls_inside(story: Story, first: Agent, demo: dict[str, Any]) -> int:
    """The company's first phone calls its second; how many calls that makes."""
    account = demo["companies"][0]["phones"][1]
    second = phone(story, account, TONES[1])
    try:
        call_through(story, first, second, account["extension"])
    finally:
        second.close()
    return 1


def records(cabinet: Cabinet, since: str, count: int) -> list[dict[str, Any]]:
    """The newest answered calls in the cabinet's list, once there are as many."""
    deadline = time.monotonic() + RECORD_SECONDS
    found: list[dict[str, Any]] = []
    while len(found) < count and time.monotonic() < deadline:
        found = cabinet.ask(f"calls/?since={since}&result=answered")["results"]
        time.sleep(0.2)
    return found


def told(story: Story, company: dict[str, Any], found: list[dict[str, Any]], count: int) -> int:
    """Say where the calls are to be seen; the exit status."""
    for call in reversed(found):
        parties = f"{call['from']['number']} -> {call['to']['number']}"
        story.tell(f"on record: {parties}, {call['result']}, talked for {call['talk_seconds']} s")
        sys.stdout.write(f"See it in the cabinet: {company['url']}calls?call={call['id']}\n")
    if len(found) < count:
        missing = f"{count - len(found)} of {count} calls"
        story.tell(f"FAILED: {missing} are not in the cabinet after {RECORD_SECONDS} s")
        return 1
    sys.stdout.write(f"Sign in as {company['admin']['email']}\n")
    return 0


def main() -> int:
    """Call, and tell."""
    parser = argparse.ArgumentParser(prog="run demo-call")
    parser.add_argument("--outside", action="store_true", help="call the simulated provider")
    make_calls = demo_outside.all_of_it if parser.parse_args().outside else calls_inside
    demo = json.loads(Path(os.environ["VPBX_DEMO"]).read_text())
    company = demo["companies"][0]
    story = Story()
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    first = None
    try:
        first = phone(story, company["phones"][0], TONES[0])
        count = make_calls(story, first, demo)
        found = records(Cabinet(company["url"], company["admin"]), since, count)
    except (AgentError, RemoteError, OSError) as error:
        story.tell(f"FAILED: {error}")
        return 1
    finally:
        if first is not None:
            first.close()
    return told(story, company, found, count)


if __name__ == "__main__":
    sys.exit(main())
