"""The AMI session against a server that behaves as badly as servers do."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from telephony.asterisk import ami as module
from telephony.asterisk.ami import AmiError, AmiRefusedError, AmiSession, AmiSettings

SECONDS = 20  # for what is to happen soon; the machine may be busy

Reply = Callable[[dict[str, str], asyncio.StreamWriter], Awaitable[None]]


class Server:
    """An AMI server; `reply` answers every action but Login."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self.received: list[dict[str, str]] = []
        self.packets = 0

    async def __aenter__(self) -> "Server":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await asyncio.sleep(0.02)  # both ends close their transports

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        while frame := await reader.read(65536):
            self.packets += 1
            for text in frame.decode().split("\r\n\r\n"):
                if not text:
                    continue
                action = dict(line.split(": ", 1) for line in text.split("\r\n") if ": " in line)
                if action["Action"] == "Login":
                    await answer(action, writer)
                else:
                    self.received.append(action)
                    await self._reply(action, writer)
        writer.close()

    def session(self, **options: object) -> AmiSession:
        return AmiSession(AmiSettings("127.0.0.1", self.port, "pbx", "x"), **options)


async def answer(action, writer, text="Response: Success"):
    writer.write(f"{text}\r\nActionID: {action['ActionID']}\r\n\r\n".encode())


async def silence(_action, _writer):
    return None


async def test_letters_cut_between_two_packets_arrive_whole():
    async def reply(action, writer):
        await answer(action, writer)
        data = "Event: Newchannel\r\nCallerIDName: Иван Петров\r\n\r\n".encode()
        for at in range(len(data)):
            writer.write(data[at : at + 1])
            await writer.drain()

    events = []
    async with Server(reply) as server, server.session(on_event=events.append) as ami:
        await ami.action("Ping")
        await asyncio.wait_for(_until(lambda: events), SECONDS)
    assert events == [{"Event": "Newchannel", "CallerIDName": "Иван Петров"}]


async def _until(look):
    while not look():
        await asyncio.sleep(0.01)


async def test_an_event_that_cannot_be_handled_harms_no_other(caplog):
    seen = []

    def handle(event):
        seen.append(event["Number"])
        if event["Number"] == "1":
            raise KeyError("bad")

    async def reply(action, writer):
        writer.write(b"".join(b"Event: E\r\nNumber: %d\r\n\r\n" % n for n in range(4)))
        await answer(action, writer)

    async with Server(reply) as server, server.session(on_event=handle) as ami:
        await ami.action("Ping")
        await ami.action("Ping")
    assert seen == list("01230123")
    assert "was not handled" in caplog.text


async def test_a_pipeline_of_actions_is_sent_at_once():
    async with Server(answer) as server, server.session() as ami:
        before = server.packets
        await ami.actions(("Setvar", {"Variable": f"V{n}", "Value": "x"}) for n in range(100))

    assert [each["Variable"] for each in server.received] == [f"V{n}" for n in range(100)]
    assert server.packets - before < 10


async def test_a_list_is_returned_and_its_events_are_seen_in_order():
    async def reply(action, writer):
        tag = f"ActionID: {action['ActionID']}\r\n\r\n"
        head = "Response: Success\r\nEventList: start\r\nMessage: Channels will follow\r\n"
        items = "".join(f"Event: CoreShowChannel\r\nChannel: {n}\r\n{tag}" for n in "ab")
        end = f"Event: CoreShowChannelsComplete\r\n{tag}"
        between = "Event: Hangup\r\n\r\n"
        writer.write((head + tag + items + between + end).encode())

    events = []
    async with Server(reply) as server, server.session(on_event=events.append) as ami:
        listed = await ami.list_action("CoreShowChannels")
    assert [item["Channel"] for item in listed] == ["a", "b"]
    names = [event["Event"] for event in events]
    assert names == ["CoreShowChannel", "CoreShowChannel", "Hangup", "CoreShowChannelsComplete"]


async def test_an_answer_that_never_comes_is_an_error(monkeypatch):
    async with Server(silence) as server, server.session() as ami:
        monkeypatch.setattr(module, "ACTION_SECONDS", 0.1)
        with pytest.raises(AmiError, match="no answer"):
            await ami.action("Originate")


async def test_a_lost_connection_ends_whoever_waits_and_nothing_is_sent_again():
    async def hang_up(_action, writer):
        writer.transport.abort()

    async with Server(hang_up) as server, server.session() as ami:
        with pytest.raises(AmiError):
            await ami.action("Originate")
        await asyncio.wait_for(ami.wait_closed(), SECONDS)
        with pytest.raises(AmiError, match="ended"):
            await ami.action("Ping")
        await asyncio.sleep(0.2)
        assert [action["Action"] for action in server.received] == ["Originate"]


async def test_a_server_that_stops_answering_is_noticed(monkeypatch):
    monkeypatch.setattr(module, "PING_SECONDS", 0.1)
    async with Server(silence) as server, server.session() as ami:
        monkeypatch.setattr(module, "ACTION_SECONDS", 0.1)
        await asyncio.wait_for(ami.wait_closed(), SECONDS)


async def test_a_refusal_says_why():
    async def refuse(action, writer):
        await answer(action, writer, "Response: Error\r\nMessage: No such channel")

    async with Server(refuse) as server, server.session() as ami:
        with pytest.raises(AmiRefusedError, match="No such channel"):
            await ami.action("Hangup", Channel="x")


@pytest.mark.parametrize("value", ["a\r\nAction: Shutdown", "a\nb", "a\x00", ["fine", "x\r"]])
async def test_a_value_cannot_become_another_header(value):
    async with Server(answer) as server, server.session() as ami:
        with pytest.raises(ValueError, match="control character"):
            await ami.action("DBPut", Val=value)
        assert server.received == []


async def test_nobody_listening_is_an_error():
    session = AmiSession(AmiSettings("127.0.0.1", 1, "pbx", "x"))
    with pytest.raises(AmiError, match="no connection"):
        async with session:
            pass


async def test_what_may_be_gone_meanwhile_stops_no_other_action():
    async def reply(action, writer):
        is_gone = action["Key"] == "1"
        await answer(action, writer, "Response: Error" if is_gone else "Response: Success")

    steps = [("DBDel", {"Family": "f", "Key": key}) for key in "012"]
    async with Server(reply) as server, server.session() as ami:
        answers = await ami.actions(steps, may_be_gone=True)
        assert [each.get("Response") for each in answers] == ["Success", None, "Success"]
        with pytest.raises(AmiRefusedError):
            await ami.actions(steps)
    assert [each["Key"] for each in server.received] == list("012012")
