"""Published versions of call flows as contexts of the dialplan. Pure.

Names: `acme-f7-v12` is version 12 of flow 7; `acme-f7-d3` a draft that somebody tries. A version never changes: a new
one is another context, beside it.
"""

import re
from collections.abc import Iterable, Iterator

from telephony.asterisk import names
from telephony.asterisk.render import Context
from telephony.asterisk.render import Step as Line
from telephony.asterisk.snapshot import FlowConfig, TenantConfig
from telephony.asterisk.text import ident, text
from telephony.flow.compile import LEAVE, compile_flow
from telephony.flow.steps import Exten, Go, Put, Return, Run, Step, Value

LINE_LENGTH_MAX = 900  # of one step: a header line of AMI holds 1,024 bytes

_EXTEN = re.compile(r"[a-z][a-z0-9]{0,15}(\.([a-z][a-z0-9_]*|[0-9*#]))?")
_EXPRESSION = re.compile(r"\^[][0-9a-zA-Z()|+*?.^{}#-]*\$")
_TIMES = re.compile(r"[1-7]{0,7}/([0-9]+-[0-9]+(,[0-9]+-[0-9]+)*)?")


def flow_contexts(config: TenantConfig) -> tuple[Context, ...]:
    """A context for each published flow, of the version in force. A disabled tenant has none."""
    if config.is_disabled:
        return ()
    return tuple(
        flow_context(flow, names.flow_context(config.code, flow.key, f"v{flow.version}"))
        for flow in config.flows
    )


def flow_context(flow: FlowConfig, name: str) -> Context:
    """The flow as the context `name`. Raises ValueError for what is not safe in a dialplan, or too long for a step."""
    lines = tuple(_lines(compile_flow(flow.flow, flow.sounds)))
    for line in lines:
        if len(line.app.encode()) > LINE_LENGTH_MAX:
            raise ValueError(f"the step {line.exten},{line.priority} of {name} is too long")
    return Context(name, lines)


def _lines(extens: Iterable[Exten]) -> Iterator[Line]:
    for exten in extens:
        name = _exten(exten.name)
        for priority, step in enumerate(exten.steps, 1):
            yield Line(name, str(priority), _application(step, name))


def _application(step: Step, element: str) -> str:
    if isinstance(step, Run):
        arguments = ",".join(ident(each) if each else "" for each in step.arguments)
        return f"Gosub({ident(step.routine)},{step.entry or f'{element}.'},1({arguments}))"
    if isinstance(step, Put):
        before = f"${{{step.variable}}}," if step.adds else ""
        return f"Set({step.variable}={before}{_value(step)})"
    if isinstance(step, Return):
        return "Return()"
    return _go(step)


def _go(step: Go) -> str:
    context = f"{ident(step.context)}," if step.context else ""
    where = f"{context}{_entry(step)},1"
    return f'GotoIf($["${{HOLDS}}" = "1"]?{where})' if step.if_holds else f"Goto({where})"


def _value(step: Put) -> str:
    if step.what is Value.TEXT:
        return text(step.value)
    if step.what is Value.NAMES:
        return ",".join(ident(each) for each in step.value.split(",") if each)
    if step.what is Value.NAME:
        return ident(step.value)
    pattern = _EXPRESSION if step.what is Value.EXPRESSION else _TIMES
    if not pattern.fullmatch(step.value):
        raise ValueError(f"not safe in a dialplan: {step.value!r}")
    return step.value


def _entry(step: Go) -> str:
    """Subroutines know an element by its id and a dot."""
    name = _exten(step.exten)
    return f"{name}." if step.context == LEAVE else name


def _exten(raw: str) -> str:
    """An element's id, with an exit after a dot; `level2`, `no_layer`."""
    if raw != "no_layer" and not _EXTEN.fullmatch(raw):
        raise ValueError(f"not an extension of a flow: {raw!r}")
    return raw
