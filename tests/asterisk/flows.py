"""Call flows for node tests: documents written short, and companies that have them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from compose.provider.provider import Provider
from telephony.asterisk.snapshot import FlowConfig, FlowNumber, TenantConfig
from telephony.flow.parse import parse
from tests.asterisk.node import Event, Node
from tests.asterisk.outside import carrier, outside, own, platform

Document = dict[str, Any]

RINGING = ("answered", "busy", "no_answer", "unreachable", "declined")
CHOSEN = 1300  # Hz, of the announcement that a test waits for


def element(
    kind: str,
    key: str = "",
    *,
    exits: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
    **given: Any,
) -> Document:
    """An element of a document, named as its kind unless `key` says otherwise. What is given beside its own fields are
    its settings, as are `settings`, whatever they are called."""
    whole = {"level": 0, "when": {"lists": [], "days": [], "minutes": []}, "number": "", "name": ""}
    own = {name: given.pop(name) for name in list(given) if name in whole}
    place = {"x": 0, "y": 0}
    own |= {"id": key or kind, "kind": kind, "position": place}
    return whole | own | {"settings": given | dict(settings or {}), "exits": dict(exits or {})}


def flow(*elements: Document, key: int = 1, version: int = 1) -> FlowConfig:
    """A published version of a flow; what cannot be read of the document is an error of the test."""
    parsed = parse({"format": 1, "elements": list(elements)})
    assert not parsed.problems, parsed.problems
    return FlowConfig(key, version, parsed.flow)


def begins(target: str, **options: Any) -> Document:
    """The start, from which calls go to `target`."""
    return element("start", exits={"next": target}, **options)


def plays(media: str, key: str = "announcement", *, then: str = "", **options: Any) -> Document:
    """An announcement."""
    exits = {"next": then} if then else {}
    return element("announcement", key, sound={"media": media}, exits=exits, **options)


END = element("hangup", "end")


def says(key: str, frequency: int = CHOSEN) -> Document:
    """An announcement of a tone, after which the call ends."""
    return plays(f"tone{frequency}", key, then="end", repeats=2)


def rings(kind: str, *, otherwise: bool = False, **settings: Any) -> FlowConfig:
    """A flow that rings somebody, each of whose exits, or the reserve one alone, leads to an announcement."""
    exits = {"otherwise": "one"} if otherwise else dict.fromkeys(RINGING, "one")
    return flow(begins("who"), element(kind, "who", exits=exits, **settings), says("one"), END)


def with_flows(config: TenantConfig, *flows: FlowConfig, **options: Any) -> TenantConfig:
    """The company with these flows, whose elements have the numbers that they say."""
    numbers = tuple(
        FlowNumber(each.number, made.key, each.id)
        for made in flows
        for each in made.flow.elements
        if each.number
    )
    options.setdefault("flow_numbers", numbers)
    return replace(config, revision=config.revision + 1, flows=flows, **options)


def published(
    node: Node, provider: Provider, *flows: FlowConfig, code: str = "acme", **options: Any
) -> TenantConfig:
    """A company with flows on the node; its outside number leads to the first start of the first one."""
    first = flows[0]
    config = options.pop("config", code)
    target = f"flow:{first.key}-{first.flow.starts[0].id}"
    config = with_flows(
        outside(config, own(code, target), **options.pop("rest", {})), *flows, **options
    )
    node.publish(platform(config, carriers=(carrier(provider),)), config)
    return config


def path(node: Node, since: int) -> list[tuple[str, str]]:
    """Elements entered since the mark, each with the exit that led there."""
    return path_of(node.events(since))


def path_of(events: list[Event]) -> list[tuple[str, str]]:
    """The same of these events."""
    said = [each["extra"] for each in events if each["eventtype"] == "x-flow"]
    return [(each["element"], each["exit"]) for each in said]
