"""For the tests: the real PostgreSQL and a real Redis, cheap password hashes, nothing shared with the running system.

A run of tests has a database, a Redis and a folder of sounds of its own, known by one name: `VPBX_TEST_DATABASE`, and
behind it the worker where pytest-xdist runs several (for the last two also which run of it). The Redis is a server
apart, started by tests/conftest.py, because publish/subscribe knows no database numbers.
"""

import os
from uuid import uuid4

from vpbx.settings.base import *
from vpbx.settings.base import CACHES, DATABASES, SPEECH_ENGINES

TEST_RUN = "_".join(
    filter(
        None,
        [os.environ.get("VPBX_TEST_DATABASE", "vpbx_test"), os.environ.get("PYTEST_XDIST_WORKER")],
    )
)
# Runs beside each other have workers of the same names; those that need no database share nothing by this.
# What a run starts has its variables.
_run = os.environ.setdefault("VPBX_TEST_RUN", uuid4().hex[:8])
_data = os.environ.get("VPBX_DATA", "/tmp")  # noqa: S108 - type checks have no data folder
TEST_REDIS_SOCKET = f"{_data}/run/{TEST_RUN}_{_run}.redis"
_redis = os.environ.get("VPBX_TEST_REDIS_URL", f"unix://{TEST_REDIS_SOCKET}")

DATABASES["default"]["NAME"] = TEST_RUN
DATABASES["default"]["TEST"] = {"NAME": TEST_RUN}
REDIS_URL = f"{_redis}?db=0"
CACHES["default"]["LOCATION"] = f"{_redis}?db=3"
CELERY_BROKER_URL = f"redis+socket://{TEST_REDIS_SOCKET}?virtual_host=1"
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [f"{_redis}?db=2"]},
    }
}
MEDIA_ROOT = f"{_data}/test-media/{TEST_RUN}_{_run}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nobody outside is asked; tests of services bring their own.
SPEECH_ENGINES = [each for each in SPEECH_ENGINES if "yandex" not in each]
