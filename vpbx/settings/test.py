"""For the tests: the real PostgreSQL and Redis, cheap password hashes, caches apart from the running system."""

from vpbx.settings import env
from vpbx.settings.base import *
from vpbx.settings.base import CACHES, DATABASES

DATABASES["default"]["NAME"] = "vpbx_test"
DATABASES["default"]["TEST"] = {"NAME": "vpbx_test"}
CACHES["default"]["LOCATION"] = env.redis_database(13)
REDIS_URL = env.redis_database(10)
CELERY_BROKER_URL = env.redis_database(11)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [env.redis_database(12)]},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["localhost", ".localhost", "testserver", ".example.org"]
