"""Settings that hold everywhere; what differs is in local.py, test.py and production.py."""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from vpbx.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- who we are ------------------------------------------------------------------------------
SECRET_KEY = env.SECRET_KEY
FIELD_ENCRYPTION_KEYS = env.FIELD_KEYS
DEBUG = False
SITE_HOST = env.HOST
SITE_HTTPS_PORT = env.HTTPS_PORT
SITE_HOST_SUFFIXES = tuple(
    dict.fromkeys([env.HOST, "localhost"])
)  # `<code>.<suffix>` is a company's site
SITE_BARE_HOSTS = (*SITE_HOST_SUFFIXES, "127.0.0.1", "[::1]")  # nobody's: the session decides
ALLOWED_HOSTS = ["*"]  # companies have names of their own, in a table: tenants.middleware decides
ROOT_URLCONF = "vpbx.urls"
ASGI_APPLICATION = "vpbx.asgi.application"
FRONTEND_DIR = Path(env.FRONTEND_DIR or BASE_DIR / "frontend" / "dist")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the Asterisk node of this host ----------------------------------------------------------
NODE_NAME = env.NODE_NAME
NODE_DIR = env.NODE_DIR
AMI_HOST = env.AMI_HOST
AMI_PORT = env.AMI_PORT
AMI_USER = env.AMI_USER
AMI_SECRET = env.AMI_SECRET
HEP_PORT = env.HEP_PORT
FIREWALL_SOCKET = env.FIREWALL_SOCKET
SIP_HOST = env.SIP_HOST
SIP_PORT = env.SIP_PORT
SIP_TLS_PORT = env.SIP_TLS_PORT
SIP_WS_PORT = env.SIP_WS_PORT
CEL_SPOOL = env.NODE_DIR / "log" / "cel-custom" / "cel.jsonl"

PROVIDER_ADDRESS = f"{env.PROVIDER_HOST}:{env.PROVIDER_PORT}" if env.PROVIDER_HOST else ""
PROVIDER_SECRET = env.PROVIDER_SECRET
LOCAL_LINES = env.LOCAL_LINES  # of this host, where lines may lead: demonstrations and tests

# --- call history ----------------------------------------------------------------------------
CALLS_RETENTION_MONTHS = 36
# (member) -> own internal numbers, each with the moment since when it is
CALLS_OWN_NUMBERS = "telephony.selectors.extensions.own_numbers_held"
# (places in flows) -> names of these, see there
CALLS_FLOW_NAMES = "telephony.selectors.flow_paths.path_names"
# (employee id) -> the same of this person, none when there is no such person
CALLS_EMPLOYEE_NUMBERS = "telephony.selectors.extensions.employee_numbers_held"

# --- companies -------------------------------------------------------------------------------
# (part of an outside number) -> ids of the companies that have one
TENANTS_WITH_NUMBER = "telephony.selectors.platform.phone_numbers.tenants_with_number"

# --- applications ----------------------------------------------------------------------------
SHARED_APPS = [
    "daphne",
    "django_tenants",
    "tenants",
    "telephony.calls",
    "telephony.carriers",
    "django.contrib.contenttypes",
    "django.contrib.auth",  # password hashing and validators; nobody has rows of its permissions
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "channels",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]
TENANT_APPS = ["telephony"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tenants.middleware.PublicSchemaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tenants.middleware.TenantMiddleware",
    "tenants.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# --- PostgreSQL: one schema per company, rows of the public schema guarded by policies -------
DATABASES = {
    "default": {
        "ENGINE": "tenants.postgresql",
        "HOST": env.DB_HOST,
        "PORT": env.DB_PORT,
        "NAME": env.DB_NAME,
        "USER": env.DB_USER,
        "PASSWORD": env.DB_PASSWORD,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0,  # back to the pool of tenants.postgresql after each request or job
        "OPTIONS": {"options": "-c TimeZone=UTC"},
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = (
    True  # tell the connection its schema when it changes, not at every statement
)
TENANT_TEMPLATE_SCHEMA = "tenant_template"

# --- Redis: 0 live state, 1 Celery, 2 channel layer, 3 cache -----------------------------------
REDIS_URL = env.redis_database(0)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.redis_database(3),
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [env.redis_database(2)]},
    }
}
CELERY_BROKER_URL = env.redis_database(1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_TENANT_CACHE_SECONDS = 10
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 15}

# --- sign-in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tenants.authentication.MemberBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "tenants.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SIGN_IN_LINK_HOURS = 72
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "vpbx_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tenants.api.errors.csrf_refused"

# The cache handler with the tenant in the name: failures in one company never lock another one,
# nor everybody behind one address (a company's NAT).
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "tenants.authentication.lockout_name"
AXES_CLIENT_IP_CALLABLE = "tenants.sites.lockout_address"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "tenants.api.errors.locked_out"

# --- API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tenants.api.access.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["tenants.api.access.MemberPermission"],
    "DEFAULT_PARSER_CLASSES": ["tenants.api.parsers.CleanJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
        "tenants.api.paging.StableOrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "tenants.api.paging.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "tenants.api.schema.OperationSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "tenants.api.errors.exception_handler",
    "ORDERING_PARAM": "ordering",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Virtual PBX",
    "DESCRIPTION": "Everything that the cabinet does, for programs. Errors are `{code, message, extra}`.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "persistAuthorization": True,
        "displayOperationId": True,
        "filter": True,
    },
    "SORT_OPERATIONS": True,
    "PREPROCESSING_HOOKS": ["tenants.api.schema.keep_versioned_paths"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tenants.api.schema.add_error_responses",
    ],
    "ENUM_NAME_OVERRIDES": {
        "LiveState": "telephony.api.live.LIVE_STATES",
        "EmployeeRole": "telephony.api.employees.ROLES",
        "MemberRole": "tenants.permissions.ROLE_CHOICES",
        "CallClass": "tenants.models.CallClass",
        "RestrictionKind": "tenants.models.TenantRestriction.Kind",
        "FilterDirection": "telephony.carriers.models.PlatformFilter.Direction",
        "CheckDirection": "telephony.api.expression_check.DIRECTIONS",
        "CallDirection": "telephony.calls.api.serializers.DIRECTIONS",
        "LineTransport": "telephony.api.outside.LINE_TRANSPORTS",
        "DeviceTransport": "telephony.api.devices.TRANSPORTS",
        "MediaState": "telephony.models.MediaFile.State",
        "MediaSource": "telephony.models.MediaFile.Source",
        "RecordingSource": "telephony.api.media_files.SOURCES",
        "NumberState": "telephony.carriers.models.PhoneNumber.State",
        "TenantStatus": "tenants.models.Tenant.Status",
        "TenantBlockKind": "tenants.models.TenantBlock.Kind",
        "PeriodColor": "telephony.api.schedules.PERIOD_COLORS",
        "HolidayKind": "telephony.api.schedules.HOLIDAY_KINDS",
        "FlowElementKind": "telephony.api.flow_documents.ELEMENT_KINDS",
        "ProblemSeverity": "telephony.api.flow_documents.SEVERITIES",
        "InternalNumberKind": "telephony.models.InternalNumber.Kind",
        "TestCallUse": "telephony.api.flow_drafts.TEST_CALL_USES",
        "PhoneState": "telephony.api.flow_simulator.PHONE_STATES",
        "RunningCalls": "tenants.models.TenantBlock.RunningCalls",
    },
}

# --- browser protection ----------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # 10,000 rows of import as JSON
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, UNSAFE_INLINE],  # component styles of the cabinet are set inline
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.STATIC_DIR or None
MEDIA_ROOT = env.MEDIA_DIR
FILE_UPLOAD_PERMISSIONS = 0o640
# Sounds lie in MEDIA_ROOT, or, where a bucket is named, in it: then hosts with nodes need no common disk.
if env.S3_BUCKET:
    from botocore.config import Config as BotoConfig

    _s3 = {
        "bucket_name": env.S3_BUCKET,
        "endpoint_url": env.S3_URL or None,
        "access_key": env.S3_KEY,
        "secret_key": env.S3_SECRET,
        # One that does not answer holds up neither pages nor the configuration for long.
        "client_config": BotoConfig(
            signature_version="s3v4",
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 2},
        ),
        "default_acl": None,
        "file_overwrite": False,
    }
    STORAGES = {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

# --- speech: the engines of this installation, the best first ---------------------------------
SPEECH_ENGINES = [
    "telephony.speech.programs.RHVoice",
    "telephony.speech.programs.Festival",
    "telephony.speech.yandex.Yandex",
    "telephony.speech.programs.Espeak",
]

# --- mail ------------------------------------------------------------------------------------
EMAIL_BACKEND = env.EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = env.EMAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = env.EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = env.EMAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = env.EMAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(env.EMAIL.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(env.EMAIL.get("EMAIL_USE_SSL"))
EMAIL_FILE_PATH = env.EMAIL.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.EMAIL_FROM
MAIL_SENDER_NAME = "VPBX"

# --- journal ---------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "django.channels.server": {"level": "WARNING"},
    },
}
