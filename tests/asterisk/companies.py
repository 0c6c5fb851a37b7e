"""The companies of the node's tests: acme; acme1, whose code begins like acme's; globex. All number alike."""

from dataclasses import replace

from telephony.asterisk import names
from telephony.asterisk.snapshot import (
    DeviceConfig,
    ExtensionConfig,
    QueueAlgorithm,
    QueueConfig,
    ReachConfig,
    RingOrder,
    TenantConfig,
    Transport,
)

NAMES = {"200": "Анна Ёлкина", "201": "Борис Щукин", "202": "Вера Объедкова"}
RING_SECONDS = 6  # enough for a phone that is to be answered on a busy machine


def secret(code: str, device: str) -> str:
    """Password of a device in these tests."""
    return f"Secret-{names.login(code, device)}"


def device(code: str, name: str, extension: str = "", **options: object) -> DeviceConfig:
    """A device that calls as `extension` (its own name by default)."""
    number = extension or name
    base = DeviceConfig(
        name=name,
        secret=secret(code, name),
        extension=number,
        caller_name=NAMES.get(number, number),
    )
    return replace(base, **options)  # type: ignore[arg-type]  # fields by name


def extension(
    number: str, *devices: str, order: RingOrder = RingOrder.PARALLEL, **options: object
) -> ExtensionConfig:
    """A person reached on devices (one with the number's name by default), all with the same options."""
    reach = tuple(
        replace(ReachConfig(device=name, ring_seconds=RING_SECONDS), **options)  # type: ignore[arg-type]  # fields by name
        for name in devices or (number,)
    )
    return ExtensionConfig(number, NAMES.get(number, number), order, reach)


def company(code: str) -> TenantConfig:
    """Three people with a phone each; one (203) with two phones, one (204) whose phone is never on; groups."""
    return TenantConfig(
        code=code,
        revision=1,
        name=code.title(),
        devices=(
            device(code, "200"),
            device(code, "201"),
            device(code, "202"),
            device(code, "desk", "203"),
            device(code, "mobile", "203", transport=Transport.ANY),
            device(code, "204"),
        ),
        extensions=(
            extension("200"),
            extension("201"),
            extension("202"),
            extension("203", "desk", "mobile"),
            extension("204"),
        ),
        queues=(
            QueueConfig("500", "All", wait_seconds=6, members=("200", "201", "202")),
            QueueConfig("501", "In turn", QueueAlgorithm.LINEAR, 4, ("201", "202"), wait_seconds=9),
        ),
    )


def with_extensions(config: TenantConfig, *changed: ExtensionConfig) -> TenantConfig:
    """The company with some people reached otherwise, or new."""
    numbers = {item.number for item in changed}
    kept = tuple(item for item in config.extensions if item.number not in numbers)
    return replace(config, revision=config.revision + 1, extensions=(*kept, *changed))


def with_devices(config: TenantConfig, *changed: DeviceConfig) -> TenantConfig:
    """The company with some devices set otherwise, or new."""
    made = {item.name for item in changed}
    kept = tuple(item for item in config.devices if item.name not in made)
    return replace(config, revision=config.revision + 1, devices=(*kept, *changed))


def without_device(config: TenantConfig, name: str) -> TenantConfig:
    """The company without a device."""
    kept = tuple(item for item in config.devices if item.name != name)
    return replace(config, revision=config.revision + 1, devices=kept)
