"""`./run demo-call`: two simulated phones of the demo company call each other through the running system.

Both are real SIP user agents with sound: each plays a tone of its own and must hear the other's. Then the call is
looked up in the cabinet, as its admin would see it. Exit status 1 when anything of this does not happen.
"""

from __future__ import annotations

import json
import os
import ssl
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.asterisk.agents import Agent, AgentCall, AgentError

TONES = (440, 1000)  # Hz: what the caller plays, what the one who answers plays
KEYS = "42#"
TALK_SECONDS = 2
RECORD_SECONDS = 10


class Story:
    """Prints what happened, with the seconds since the beginning."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def tell(self, line: str) -> None:
        """One line."""
        sys.stdout.write(f"{time.monotonic() - self._began:6.2f} s  {line}\n")
        sys.stdout.flush()


class Cabinet:
    """The cabinet's API, signed in as an admin."""

    def __init__(self, url: str, admin: dict[str, str]) -> None:
        self._url = url.rstrip("/")
        parts = urlsplit(url)
        self._host = parts.netloc
        # Names below localhost are this machine (RFC 6761), which not every resolver knows.
        is_here = (parts.hostname or "").endswith(".localhost")
        self._address = f"https://127.0.0.1:{parts.port}" if is_here else self._url
        self._cookies = CookieJar()
        # The demo's certificate is self-made, and this is the same machine.
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting),
            urllib.request.HTTPCookieProcessor(self._cookies),
        )
        self.ask("session/")
        self.ask("session/login/", email=admin["email"], password=admin["password"])

    def ask(self, path: str, **body: str) -> Any:
        """The answer of the API: GET, or POST when there is a body."""
        token = next((cookie.value for cookie in self._cookies if cookie.name == "csrftoken"), "")
        headers = {
            "Host": self._host,
            "Referer": f"{self._url}/",
            "Content-Type": "application/json",
            "X-CSRFToken": token or "",
        }
        data = json.dumps(body).encode() if body else None
        # The address is the demo's own, https.
        request = urllib.request.Request(f"{self._address}/api/v1/{path}", data, headers)  # noqa: S310
        with self._opener.open(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")


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


def record(cabinet: Cabinet, since: str) -> dict[str, Any] | None:
    """The call in the cabinet's list of calls, once it is there."""
    deadline = time.monotonic() + RECORD_SECONDS
    while time.monotonic() < deadline:
        found = cabinet.ask(f"calls/?since={since}&result=answered")["results"]
        if found:
            return dict(found[0])
        time.sleep(0.2)
    return None


def told(story: Story, company: dict[str, Any], found: dict[str, Any] | None) -> int:
    """Say where the call is to be seen; the exit status."""
    if found is None:
        story.tell(f"FAILED: the call is not in the cabinet after {RECORD_SECONDS} s")
        return 1
    parties = f"{found['from']['number']} -> {found['to']['number']}"
    story.tell(f"on record: {parties}, {found['result']}, talked for {found['talk_seconds']} s")
    sys.stdout.write(f"See it in the cabinet: {company['url']}calls?call={found['id']}\n")
    sys.stdout.write(f"Sign in as {company['admin']['email']}\n")
    return 0


def main() -> int:
    """Call, and tell."""
    demo = json.loads(Path(os.environ["VPBX_DEMO"]).read_text())
    company = demo["companies"][0]
    first, second = company["phones"][:2]
    story = Story()
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    agents = []
    try:
        agents = [
            phone(story, account, tone)
            for account, tone in zip((first, second), TONES, strict=True)
        ]
        call_through(story, agents[0], agents[1], second["extension"])
        found = record(Cabinet(company["url"], company["admin"]), since)
    except (AgentError, OSError) as error:
        story.tell(f"FAILED: {error}")
        return 1
    finally:
        for agent in agents:
            agent.close()
    return told(story, company, found)


if __name__ == "__main__":
    sys.exit(main())
