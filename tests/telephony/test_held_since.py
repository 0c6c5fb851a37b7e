"""Since when a number is its person's: calls of before are another one's."""

from datetime import UTC, datetime

import pytest

from telephony.models import Employee, Extension
from telephony.services.employees import employee_delete
from telephony.services.extensions import extension_update

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def held(make_extension) -> Extension:
    """200, which Anna has had for long."""
    extension = make_extension("200", employee=Employee.objects.create(name="Anna").pk)
    Extension.objects.update(held_since=LONG_AGO)
    extension.refresh_from_db()
    return extension


def is_as_before() -> bool:
    return Extension.objects.get().held_since == LONG_AGO


def test_a_save_that_leaves_person_and_number_leaves_the_moment(held):
    extension_update(
        held, {"employee": held.employee_id, "number": "200", "display_name": "Reception"}
    )
    assert is_as_before()


def test_another_person_begins_anew(held):
    extension_update(held, {"employee": Employee.objects.create(name="Boris").pk})
    assert not is_as_before()


def test_nobody_begins_anew_too(held):
    """Whoever gets it from there must not see what was rung for nobody either."""
    extension_update(held, {"employee": None})
    assert not is_as_before()


def test_another_number_begins_anew(held):
    extension_update(held, {"number": "201"})
    assert not is_as_before()


def test_who_takes_over_from_somebody_deleted_begins_anew(held):
    employee_delete(held.employee, replacement=Employee.objects.create(name="Boris"))
    assert Extension.objects.get().employee.name == "Boris"
    assert not is_as_before()
