"""Names of jobs are written in several places; they must be the same."""

import pytest
from celery import current_app

from telephony.schedule import SCHEDULE


@pytest.fixture(scope="module")
def tasks():
    """Names of the tasks that workers know."""
    current_app.loader.import_default_modules()
    return set(current_app.tasks)


def test_everything_on_the_schedule_is_a_task_of_a_queue_that_is_served(tasks):
    for entry in SCHEDULE.values():
        assert entry["task"] in tasks
        assert entry["options"]["queue"] in {"default", "media"}


@pytest.mark.parametrize(
    "name",
    [
        "telephony.config_apply",
        "telephony.config_reconcile",
        "telephony.media_convert",
        "telephony.node_booted",
    ],
)
def test_what_others_send_by_name_is_a_task(tasks, name):
    assert name in tasks
