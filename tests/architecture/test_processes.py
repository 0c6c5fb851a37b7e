"""What stays loaded is no work for garbage collection, neither in the web process nor in a worker."""

import subprocess
import sys

import pytest

MANY = 100_000  # objects: the modules of the product and of the libraries below

WEB = "import vpbx.asgi; import telephony.api.urls"
WORKER = """
from celery.signals import worker_ready
from vpbx.celery import app
app.loader.init_worker()
worker_ready.send(None)
import telephony.services.config
"""
COUNT = "import gc; print(gc.get_freeze_count(), len(gc.get_objects()))"


@pytest.mark.parametrize("start", [WEB, WORKER], ids=["web", "worker"])
def test_what_is_loaded_is_left_alone(start):
    done = subprocess.run(
        [sys.executable, "-c", f"{start}\n{COUNT}"], capture_output=True, text=True, check=True
    )

    settled, others = map(int, done.stdout.split()[-2:])
    assert settled > MANY
    assert others < MANY / 10
