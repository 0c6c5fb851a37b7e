"""For work on the code: `manage.py runserver` without nginx, errors shown in full."""

from vpbx.settings.base import *

DEBUG = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
