"""One SIP phone in a process of its own, driven by JSON lines (pjsua2: a real user agent with real RTP).

    stdin   {"id": 1, "command": "call", "to": "201"}
    stdout  {"id": 1, "ok": true, ...}      the answer
            {"event": "incoming", ...}      whatever happens meanwhile

Run by `agents.Agent`; pjsua2 is a library with global state, so each phone needs its own process.
"""

import json
import os
import select
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pjsua2 as pj

from tests.asterisk.agent_call import RATE, PhoneCall, emit, samples_of

POLL_MILLISECONDS = 10

TRANSPORTS = {
    "udp": pj.PJSIP_TRANSPORT_UDP,
    "tcp": pj.PJSIP_TRANSPORT_TCP,
    "tls": pj.PJSIP_TRANSPORT_TLS,
}


class PhoneAccount(pj.Account):
    """The phone's registration and its incoming calls."""

    phone: "Phone"

    def onRegState(self, event: pj.OnRegStateParam) -> None:
        emit(event="registration", code=event.code, reason=event.reason, expires=event.expiration)

    def onIncomingCall(self, event: pj.OnIncomingCallParam) -> None:
        call = PhoneCall(self.phone, event.callId)
        self.phone.keep(call)
        info = call.getInfo()
        emit(
            event="incoming", call=event.callId, remote=info.remoteUri, message=event.rdata.wholeMsg
        )
        if self.phone.policy:
            self.phone.respond(call, self.phone.policy)


class Phone:
    """The phone: one account, any number of calls, and the commands it understands."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="phone-")
        self.endpoint = pj.Endpoint()
        self.account = PhoneAccount()
        self.account.phone = self
        self.calls: dict[int, PhoneCall] = {}
        self.ended: list[PhoneCall] = []
        self.recordings: dict[
            int, Path
        ] = {}  # of the last call with each number, also when it is over
        self.frequency = 0
        self.policy = 180
        self.host = ""
        self.is_running = True

    def start(self, log_level: int) -> None:
        """Bring pjsua up with a sound device that plays to nobody."""
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.logConfig.level = config.logConfig.consoleLevel = log_level
        config.logConfig.filename = os.path.join(self.folder, "log") if log_level else ""
        config.logConfig.consoleLevel = 0
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.maxCalls = 8
        config.uaConfig.userAgent = "Simulated phone"
        config.medConfig.clockRate = RATE
        config.medConfig.sndClockRate = RATE
        config.medConfig.noVad = True
        config.medConfig.ecTailLen = 0
        self.endpoint.libInit(config)
        self.endpoint.libStart()
        self.endpoint.audDevManager().setNullDev()

    def keep(self, call: PhoneCall) -> None:
        """The phone has this call from now on."""
        self.calls[call.getId()] = call
        self.recordings[call.getId()] = call.file

    def respond(self, call: PhoneCall, code: int) -> None:
        """Answer an incoming call with this SIP status."""
        parameter = pj.CallOpParam()
        parameter.statusCode = code
        call.answer(parameter)

    def run(self) -> None:
        """Handle SIP and commands until told to quit or the test is gone."""
        buffer = b""
        while self.is_running:
            self.endpoint.libHandleEvents(POLL_MILLISECONDS)
            self.ended.clear()
            while select.select([0], [], [], 0)[0]:
                chunk = os.read(0, 65536)
                if not chunk:
                    return
                buffer += chunk
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    self.handle(json.loads(line))

    def handle(self, message: dict[str, Any]) -> None:
        """Run one command and answer it."""
        command: Callable[..., dict[str, Any] | None] = getattr(
            self, f"do_{message.pop('command')}"
        )
        number = message.pop("id")
        try:
            emit(id=number, ok=True, **(command(**message) or {}))
        except (pj.Error, KeyError, ValueError) as error:
            text = error.info() if isinstance(error, pj.Error) else repr(error)
            emit(id=number, ok=False, error=text)

    # ------------------------------------------------------------ commands

    def do_account(self, **wanted: Any) -> None:
        """Make the account: login, password, host, port, transport, expires, register, and `auth` when it differs."""
        transport = pj.TransportConfig()
        transport.port = 0
        transport.boundAddress = wanted.get("bind", "")
        transport.tlsConfig.verifyServer = False
        self.endpoint.transportCreate(TRANSPORTS[wanted["transport"]], transport)
        self.host = f"{wanted['host']}:{wanted['port']}"
        suffix = "" if wanted["transport"] == "udp" else f";transport={wanted['transport']}"
        self.suffix = suffix
        account = pj.AccountConfig()
        account.idUri = wanted.get("name", "") + f"<sip:{wanted['login']}@{wanted['host']}>"
        account.regConfig.registrarUri = f"sip:{self.host}{suffix}"
        account.regConfig.registerOnAdd = wanted.get("register", True)
        account.regConfig.timeoutSec = wanted.get("expires", 120)
        account.regConfig.retryIntervalSec = wanted.get("retry", 0)
        account.regConfig.dropCallsOnFail = False
        account.sipConfig.authCreds.append(
            pj.AuthCredInfo(
                "digest", "*", wanted.get("auth", wanted["login"]), 0, wanted["password"]
            )
        )
        account.sipConfig.proxies.append(f"sip:{self.host}{suffix};lr")
        account.mediaConfig.transportConfig.boundAddress = wanted.get("bind", "")
        account.mediaConfig.srtpUse = wanted.get("srtp", 0)
        account.mediaConfig.srtpSecureSignaling = 0
        account.natConfig.iceEnabled = False
        account.natConfig.contactRewriteUse = wanted.get("contact_rewrite", 0)
        account.natConfig.sipOutboundUse = False
        account.natConfig.viaRewriteUse = False
        account.callConfig.timerUse = pj.PJSUA_SIP_TIMER_OPTIONAL
        self.account.create(account)
        self.codecs(wanted.get("codecs", ["PCMA"]))

    def codecs(self, names: list[str]) -> None:
        """Offer these codecs alone, in this order."""
        for codec in self.endpoint.codecEnum2():
            rank = next(
                (200 - i for i, name in enumerate(names) if codec.codecId.startswith(name)), 0
            )
            self.endpoint.codecSetPriority(codec.codecId, rank)

    def do_register(self, *, renew: bool) -> None:
        """Register again, or take the registration back."""
        self.account.setRegistration(renew)

    def do_set(self, *, frequency: int | None = None, policy: int | None = None) -> dict[str, int]:
        """Tone of calls to come (Hz), and the status that incoming calls get at once (0: none); how many calls there
        are."""
        self.frequency = self.frequency if frequency is None else frequency
        self.policy = self.policy if policy is None else policy
        return {"calls": len(self.calls)}

    def do_call(self, *, to: str) -> dict[str, Any]:
        """Call a number, or a whole URI."""
        uri = to if to.startswith("sip:") else f"sip:{to}@{self.host}{self.suffix}"
        call = PhoneCall(self)
        call.makeCall(uri, pj.CallOpParam(True))
        self.keep(call)
        return {"call": call.getId()}

    def do_answer(self, *, call: int, code: int = 200) -> None:
        """Answer an incoming call, or refuse it with another code."""
        self.respond(self.calls[call], code)

    def do_hangup(self, *, call: int) -> None:
        """End a call, or cancel it."""
        self.calls[call].hangup(pj.CallOpParam(True))

    def do_hangup_all(self) -> None:
        """End all calls."""
        self.endpoint.hangupAllCalls()

    def do_hold(self, *, call: int) -> None:
        """Put the other side on hold."""
        self.calls[call].setHold(pj.CallOpParam(True))

    def do_unhold(self, *, call: int) -> None:
        """Take the other side back."""
        parameter = pj.CallOpParam(True)
        parameter.opt.flag = pj.PJSUA_CALL_UNHOLD
        self.calls[call].reinvite(parameter)

    def do_dtmf(self, *, call: int, digits: str, method: str = "rfc4733") -> None:
        """Press keys."""
        if method == "inband":
            self.calls[call].press_tones(digits)
            return
        parameter = pj.CallSendDtmfParam()
        parameter.digits = digits
        parameter.method = (
            pj.PJSUA_DTMF_METHOD_RFC2833 if method == "rfc4733" else pj.PJSUA_DTMF_METHOD_SIP_INFO
        )
        self.calls[call].sendDtmf(parameter)

    def do_transfer(self, *, call: int, to: str) -> None:
        """REFER the other side to a number (blind)."""
        self.calls[call].xfer(f"sip:{to}@{self.host}", pj.CallOpParam(True))

    def do_transfer_attended(self, *, call: int, other: int) -> None:
        """REFER the other side of `call` to the other side of `other`."""
        self.calls[call].xferReplaces(self.calls[other], pj.CallOpParam(True))

    def do_heard(self, *, call: int, since: int) -> dict[str, Any]:
        """What a call has heard from this sample on (below 0: that many of the newest), and where it ends."""
        samples, until = samples_of(self.recordings[call], since)
        return {"samples": samples, "until": until}

    def do_calls(self) -> dict[str, Any]:
        """The phone's calls now."""
        return {"calls": {key: call.getInfo().stateText for key, call in self.calls.items()}}

    def do_quit(self, *, quietly: bool = False) -> None:
        """End; `quietly`: like a phone that lost its power, nothing is taken back."""
        if quietly:
            emit(event="quit")
            os._exit(0)
        self.is_running = False


def main() -> None:
    """Be a phone until the test ends."""
    phone = Phone()
    phone.start(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    emit(event="ready")
    phone.run()
    phone.endpoint.hangupAllCalls()
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline and phone.calls:
        phone.endpoint.libHandleEvents(POLL_MILLISECONDS)
    phone.account.shutdown()
    phone.endpoint.libHandleEvents(50)
    os._exit(0)  # pjsua's own end waits a second for nothing


if __name__ == "__main__":
    main()
