"""What is printed shows no secret: a log line, a traceback or a failing assertion prints whole objects."""

import dataclasses
import importlib
import pkgutil
import re

import telephony
import tenants

SECRET = re.compile(r"(?:\w+_)?(?:secret|password|token|(?:sign_in|admin)_link)")


def dataclasses_of_the_program():
    for package in (telephony, tenants):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name:
                for value in vars(importlib.import_module(found.name)).values():
                    if isinstance(value, type) and dataclasses.is_dataclass(value):
                        yield value


def test_no_object_is_printed_with_its_secrets():
    fields = {
        f"{each.__module__}.{each.__qualname__}.{field.name}": field.repr
        for each in dataclasses_of_the_program()
        for field in dataclasses.fields(each)
        if SECRET.fullmatch(field.name) and field.type in (str, "str")
    }
    assert "telephony.dialling.config.TrunkConfig.secret" in fields
    assert not [name for name, is_printed in fields.items() if is_printed]
