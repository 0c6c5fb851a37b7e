"""How the product runs: behind nginx, which ends TLS."""

from vpbx.settings.base import *

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
