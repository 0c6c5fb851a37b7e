"""People of the company: one form makes the person, the number, the phone and the sign-in."""

from dataclasses import dataclass, field
from functools import partial
from typing import NotRequired, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from telephony.models import Device, Employee, Extension, InternalNumber
from telephony.selectors.numbering import numbers_free
from telephony.selectors.usages import employee_usages, extension_usages
from telephony.services import text
from telephony.services.devices import NewDeviceValues, device_create
from telephony.services.employee_sign_in import NO_ROLE, role_parse, sign_in_role, sign_in_set
from telephony.services.extensions import extension_add, extension_delete
from telephony.services.phone_numbers import outside_number
from telephony.services.problems import Parsers, Problems, fields_parse, invalid
from telephony.services.usages import used_refuse
from telephony.services.user_limit import extensions_check, users_changed
from telephony.services.writes import config_write, row_lock, tenant_lock
from tenants.errors import BusinessError

NAME_LIMIT = 80
EMAIL_LIMIT = 254
_email_check = EmailValidator()


class EmployeeValues(TypedDict, total=False):
    """What a form may say about a person. `role`: none (does not sign in), user or admin."""

    name: str
    email: str
    mobile: str
    role: str


class NewExtensionValues(TypedDict, total=False):
    """The number of a new person; without `number` the first free one."""

    number: str
    display_name: str


class EmployeeForm(EmployeeValues):
    """The one form: a person, and what they get with it. None or absent means without."""

    extension: NotRequired[NewExtensionValues | None]
    device: NotRequired[NewDeviceValues | None]


@dataclass(frozen=True, slots=True)
class EmployeeMade:
    """A new person with what was made for them; `sign_in_link` is shown once, empty without a sign-in."""

    employee: Employee
    extension: Extension | None
    device: Device | None
    sign_in_link: str = field(repr=False)


@config_write()
def employee_create(form: EmployeeForm) -> EmployeeMade:
    """Make the person, the extension, the device and the sign-in in one step, or none of them."""
    tenant_lock()  # who comes second finds the next free number, and the number of users as it is
    problems = Problems()
    fields = fields_parse({"name": "", **form}, _PARSERS, problems)
    role = problems.take("role", role_parse, form.get("role", NO_ROLE))
    if role and not fields.get("email"):
        problems.add(
            invalid("required", _("Whoever signs in needs a mail address.")), field="email"
        )
    extension, device = _number_and_phone(form, problems)
    problems.raise_any()
    employee = Employee.objects.create(**fields)
    if extension is not None:
        extension.employee = employee
        extension.save(update_fields=["employee"])
    link = sign_in_set(employee, role) if role else ""
    users_changed()
    extensions_check()
    return EmployeeMade(employee, extension, device, link)


@config_write()
def employee_update(employee: Employee, values: EmployeeValues) -> str:
    """Change what `values` names; returns the link of a sign-in that this has made, or an empty string.

    Another mail address is another sign-in: the old one ends.
    """
    row_lock(employee)
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    role = (
        problems.take("role", role_parse, values["role"])
        if "role" in values
        else sign_in_role(employee)
    )
    problems.raise_any()
    has_moved = fields.get("email", employee.email) != employee.email
    for name, value in fields.items():
        setattr(employee, name, value)
    employee.save()
    if "role" in values or has_moved:
        return sign_in_set(employee, role, anew=has_moved)
    return ""


@config_write()
def employee_delete(
    employee: Employee, *, replacement: Employee | None = None, force: bool = False
) -> None:
    """Remove a person and their sign-in. Their extensions go over to the replacement, are deleted with `force`, or
    refuse the deletion."""
    if replacement is None and not force:
        used_refuse(employee_usages(employee))
    if replacement is not None:
        employee.extensions.update(employee=replacement, held_since=timezone.now())
    for extension in employee.extensions.select_related("internal_number"):
        extension_delete(extension, force=True)
    sign_in_set(employee, None)
    employee.delete()
    users_changed()


@config_write()
def employee_remove(employee: Employee) -> None:
    """Remove a person together with their numbers and devices; refused while anything else uses the numbers."""
    own = employee.extensions.select_related("internal_number")
    used_refuse(
        [each for number in own for each in extension_usages(number) if each.kind != "device"]
    )
    employee_delete(employee, force=True)


def email_parse(raw: str) -> str:
    """A mail address, or an empty string for none."""
    email = text.line(raw, EMAIL_LIMIT)
    if not email:
        return ""
    try:
        _email_check(email)
    except ValidationError:
        raise invalid("email_invalid", _("This is not a mail address.")) from None
    return email.lower()


def mobile_parse(raw: str) -> str:
    """A mobile number in E.164, or an empty string for none."""
    return outside_number(raw) if raw.strip() else ""


_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "email": email_parse,
    "mobile": mobile_parse,
}


def _number_and_phone(
    form: EmployeeForm, problems: Problems
) -> tuple[Extension | None, Device | None]:
    """The extension and the device that the form asks for; the device calls as the extension."""
    extension = device = None
    asked = form.get("extension")
    if asked is not None:
        number = asked.get("number") or _first_free_number()
        extension = problems.take("extension", extension_add, {**asked, "number": number})
    phone = form.get("device")
    if (
        phone is not None
    ):  # also when the number was refused, to find what is wrong with the device as well
        base = extension.internal_number.number if extension else "phone"
        name = phone.get("name") or device_name_free(base)
        owner = extension.pk if extension else None
        device = problems.take("device", device_create, {**phone, "name": name, "extension": owner})
    return extension, device


def _first_free_number() -> str:
    free = numbers_free(InternalNumber.Kind.EXTENSION)
    if not free:
        raise BusinessError(
            "numbering_full", _("There is no free number left."), field="extension.number"
        )
    return free[0]


def device_name_free(base: str) -> str:
    """`base`, or `base-2`, `base-3`... when devices have that name already."""
    taken = set(Device.objects.filter(name__startswith=base).values_list("name", flat=True))
    candidates = (base, *(f"{base}-{index}" for index in range(2, len(taken) + 3)))
    return next(name for name in candidates if name not in taken)
