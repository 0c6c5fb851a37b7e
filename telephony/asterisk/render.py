"""The dialplan of a tenant as values, and the text that a restart reads. Pure.

The same `Context` is written to a file and added to the running Asterisk by AMI, so that both are one thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from telephony.asterisk import names
from telephony.asterisk.facts import family
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.text import ident, path, text

TEMPLATES = Path(__file__).resolve().parents[2] / "asterisk-templates"
TENANT_TEMPLATE = "tenant/extensions.conf.j2"
NUMBER_PATTERNS = ("_[2-9]XX", "_[2-9]XXX", "_[2-9]XXXX")  # one for each length of internal numbers
HINT = "hint"
_CONTEXT_LINE = re.compile(r"\[(\S+)\]")
_STEP_LINE = re.compile(r"exten = ([^,]+),([^,]+),(.*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One priority of an extension. `app` is the application with its arguments, or a hint's devices."""

    exten: str
    priority: str
    app: str


@dataclass(frozen=True, slots=True)
class Context:
    """A dialplan context with its steps in order."""

    name: str
    steps: tuple[Step, ...]


@cache
def environment() -> Environment:
    """Jinja as we use it: unknown names fail, nothing is escaped by itself, filters let values through.

    A template is read once in the life of a process: a release does not change under its processes.
    """
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        autoescape=False,  # noqa: S701 - not HTML: `ident` and `text` guard what goes in
    )
    env.filters["ident"] = ident
    env.filters["text"] = text
    env.filters["path"] = path
    return env


def contexts(config: TenantConfig) -> tuple[Context, ...]:
    """The tenant's contexts; they depend on its code alone. A disabled tenant has none."""
    if config.is_disabled:
        return ()
    return (_internal(config.code), _hints(config.code))


def _internal(code: str) -> Context:
    """Where the tenant's phones come in: whose they are is said here once, for every channel of the call.

    Numbers of its own people, the most that is dialled, are patterns of digits and go straight in. From whatever
    else was dialled only digits, `*`, `#` and `+` come through; the rest is not looked at, and is on record as `*`.
    """
    tenant = f"Set(__TENANT={ident(code)})"
    dialled = "${FILTER(0-9*#+,${EXTEN})}"
    other = (
        tenant,
        f"GotoIf($[${{LEN(${{EXTEN}})}} != ${{LEN({dialled})}}]?from-phone,*,1:from-phone,{dialled},1)",
    )
    steps = [
        *(
            step
            for pattern in NUMBER_PATTERNS
            for step in _steps(pattern, (tenant, "Goto(inside,${EXTEN},1)"))
        ),
        *_steps("_[0-9*#+]!", other),
        *_steps("_[a-zA-Z$%&@:_].", other),
    ]
    return Context(names.internal_context(code), tuple(steps))


def _steps(pattern: str, applications: Sequence[str]) -> list[Step]:
    return [Step(pattern, str(priority), app) for priority, app in enumerate(applications, 1)]


def _hints(code: str) -> Context:
    """Busy lamps. A concrete hint comes into being when a phone watches the number, and reads the fact then."""
    devices = f"${{DB({family(ident(code))}/hint/${{EXTEN}})}}"
    return Context(
        names.hints_context(code),
        tuple(Step(pattern, HINT, devices) for pattern in NUMBER_PATTERNS),
    )


def render(config: TenantConfig) -> str:
    """Text of the tenant's dialplan file; empty for a disabled tenant."""
    return contexts_text(contexts(config))


def contexts_text(made: Sequence[Context]) -> str:
    """Contexts as text; empty when there are none."""
    return environment().get_template(TENANT_TEMPLATE).render(contexts=made) if made else ""


def contexts_parse(written: str) -> tuple[Context, ...]:
    """The contexts in a text of `contexts_text`."""
    found: dict[str, list[Step]] = {}
    steps: list[Step] = []
    for line in written.splitlines():
        if match := _CONTEXT_LINE.fullmatch(line):
            steps = found.setdefault(match[1], [])
        elif match := _STEP_LINE.fullmatch(line):
            steps.append(Step(match[1], match[2], match[3]))
    return tuple(Context(name, tuple(held)) for name, held in found.items())
