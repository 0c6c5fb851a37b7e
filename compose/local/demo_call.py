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

Parties = tuple[str, str]  # numbers of a call, as the cabinet shows them: who called, whom


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


def calls_inside(story: Story, first: Agent, demo: dict[str, Any]) -> list[Parties]:
    """The company's first phone calls its second; who called whom."""
    accounts = demo["companies"][0]["phones"]
    caller, callee = accounts[0]["extension"], accounts[1]["extension"]
    second = phone(story, accounts[1], TONES[1])
    try:
        call_through(story, first, second, callee)
    finally:
        second.close()
    return [(caller, callee)]


def records(cabinet: Cabinet, since: str, made: list[Parties]) -> dict[Parties, dict[str, Any]]:
    """These calls as the cabinet lists them, once all are there; others may be going on beside them."""
    deadline = time.monotonic() + RECORD_SECONDS
    while True:
        listed = cabinet.ask(f"calls/?since={since}&result=answered")["results"]
        parties = {(call["from"]["number"], call["to"]["number"]): call for call in listed}
        found = {pair: parties[pair] for pair in made if pair in parties}
        if len(found) == len(made) or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def told(
    story: Story,
    company: dict[str, Any],
    made: list[Parties],
    found: dict[Parties, dict[str, Any]],
) -> int:
    """Say where the calls are to be seen; the exit status."""
    for (caller, called), call in found.items():
        talk_seconds = f"talked for {call['talk_seconds']} s"
        story.tell(f"on record: {caller} -> {called}, {call['result']}, {talk_seconds}")
        sys.stdout.write(f"See it in the cabinet: {company['url']}calls?call={call['id']}\n")
    if missing := [" -> ".join(pair) for pair in made if pair not in found]:
        story.tell(f"FAILED: not in the cabinet after {RECORD_SECONDS} s: {', '.join(missing)}")
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
        made = make_calls(story, first, demo)
        found = records(Cabinet(company["url"], company["admin"]), since, made)
    except (AgentError, RemoteError, OSError) as error:
        story.tell(f"FAILED: {error}")
        return 1
    finally:
        if first is not None:
            first.close()
    return told(story, company, made, found)


if __name__ == "__main__":
    sys.exit(main())
