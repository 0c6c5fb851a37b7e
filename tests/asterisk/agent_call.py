"""A call inside a phone's process: its tone goes out, what comes in is recorded for analysis."""

import json
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pjsua2 as pj

if TYPE_CHECKING:
    from tests.asterisk.agent_process import Phone

RATE = 8_000
WAV_HEADER = 44  # bytes


def emit(**message: object) -> None:
    """Send one line to the test."""
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class PhoneCall(pj.Call):
    """A call of the phone: its tone goes out, what comes in is recorded for analysis."""

    def __init__(self, phone: "Phone", call_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(phone.account, call_id)
        self.phone = phone
        self.tone: pj.ToneGenerator | None = None
        self.recorder: pj.AudioMediaRecorder | None = None
        self.file = Path(tempfile.mkstemp(suffix=".wav", dir=phone.folder)[1])

    def onCallState(self, event: pj.OnCallStateParam) -> None:
        info = self.getInfo()
        emit(
            event="state",
            call=self.getId(),
            state=info.stateText,
            code=info.lastStatusCode,
            reason=info.lastReason,
            remote=info.remoteUri,
            message=_received(event.e),
        )
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self.phone.calls.pop(self.getId(), None)
            self.phone.ended.append(self)  # freed outside its own callback

    def onCallTsxState(self, event: pj.OnCallTsxStateParam) -> None:
        message = _received(event.e)
        if message.startswith(("INVITE", "UPDATE")):
            emit(event="request", call=self.getId(), message=message)

    def onCallMediaState(self, _event: pj.OnCallMediaStateParam) -> None:
        info = self.getInfo()
        for index, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in (
                pj.PJSUA_CALL_MEDIA_ACTIVE,
                pj.PJSUA_CALL_MEDIA_REMOTE_HOLD,
            ):
                self._connect(self.getAudioMedia(index))
        emit(event="media", call=self.getId(), status=[media.status for media in info.media])

    def onDtmfDigit(self, event: pj.OnDtmfDigitParam) -> None:
        emit(event="dtmf", call=self.getId(), digit=event.digit)

    def onCallTransferStatus(self, event: pj.OnCallTransferStatusParam) -> None:
        emit(
            event="transfer",
            call=self.getId(),
            code=event.statusCode,
            final=bool(event.finalNotify),
        )
        if event.finalNotify and event.statusCode < pj.PJSIP_SC_MULTIPLE_CHOICES:
            self.hangup(
                pj.CallOpParam(True)
            )  # what every phone does with a call it has handed over

    def _connect(self, audio: pj.AudioMedia) -> None:
        if self.recorder is None:
            self.recorder = pj.AudioMediaRecorder()
            self.recorder.createRecorder(str(self.file))
        if self.tone is None and self.phone.frequency:
            self.tone = pj.ToneGenerator()
            self.tone.createToneGenerator(RATE, 1)
            tone = pj.ToneDesc()
            tone.freq1, tone.freq2, tone.on_msec, tone.off_msec = self.phone.frequency, 0, 1000, 0
            tones = pj.ToneDescVector()
            tones.append(tone)
            self.tone.play(tones, True)
        audio.startTransmit(self.recorder)
        if self.tone is not None:
            self.tone.startTransmit(audio)

    def press_tones(self, digits: str) -> None:
        """Press keys that are heard as tones, in the place of the call's own tone."""
        pressed = pj.ToneDigitVector()
        for each in digits:
            digit = pj.ToneDigit()
            digit.digit, digit.on_msec, digit.off_msec = each, 160, 100
            pressed.append(digit)
        if self.tone is not None:
            self.tone.stop()
            self.tone.playDigits(pressed)


def samples_of(recording: Path, since: int) -> tuple[list[int], int]:
    """What was heard from this sample on (below 0: that many of the newest), and how many samples there are."""
    data = recording.read_bytes()[WAV_HEADER:]
    heard = struct.unpack(f"<{len(data) // 2}h", data[: len(data) // 2 * 2])
    return list(heard[since:]), len(heard)


def _received(event: pj.SipEvent) -> str:
    """The SIP message that caused an event, if one did."""
    if event.type != pj.PJSIP_EVENT_TSX_STATE or event.body.tsxState.type != pj.PJSIP_EVENT_RX_MSG:
        return ""
    return str(event.body.tsxState.src.rdata.wholeMsg)
