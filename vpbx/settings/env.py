"""The environment, read once and typed. A missing name stops the start: nothing secret has a default."""

from pathlib import Path

import environ

_env = environ.Env()

SECRET_KEY: str = _env.str("VPBX_SECRET_KEY")
FIELD_KEYS: list[str] = _env.list("VPBX_FIELD_KEYS")  # Fernet keys, the newest first

DB_HOST: str = _env.str("VPBX_DB_HOST")  # address, or the folder of the socket
DB_PORT: str = _env.str("VPBX_DB_PORT")
DB_NAME: str = _env.str("VPBX_DB_NAME")
DB_USER: str = _env.str("VPBX_DB_USER")
DB_PASSWORD: str = _env.str("VPBX_DB_PASSWORD")

REDIS_URL: str = _env.str("VPBX_REDIS_URL")  # ends in /0


def _as_host(text: str) -> str:
    """A name or address as it stands in a URL."""
    return f"[{text}]" if ":" in text and not text.startswith("[") else text.lower()


HOST = _as_host(_env.str("VPBX_HOST", default="localhost"))  # public name or address
HTTPS_PORT: int = _env.int("VPBX_HTTPS_PORT", default=8443)
WEB_PORT: int = _env.int("VPBX_WEB_PORT", default=18000)

NODE_NAME: str = _env.str("VPBX_NODE_NAME", default="node1")
NODE_DIR = Path(_env.str("VPBX_NODE_DIR", default="/var/lib/vpbx/node"))
AMI_HOST: str = _env.str("VPBX_AMI_HOST", default="127.0.0.1")
AMI_PORT: int = _env.int("VPBX_AMI_PORT", default=15038)
AMI_USER: str = _env.str("VPBX_AMI_USER", default="pbx")
AMI_SECRET: str = _env.str("VPBX_AMI_SECRET", default="")
HEP_PORT: int = _env.int("VPBX_HEP_PORT", default=19060)

FIREWALL_SOCKET = Path(_env.str("VPBX_FIREWALL_SOCKET", default="/nonexistent"))

SIP_HOST: str = _env.str("VPBX_SIP_HOST", default="127.0.0.1")  # the address that phones are told
SIP_PORT: int = _env.int("VPBX_SIP_PORT", default=5060)
SIP_TLS_PORT: int = _env.int("VPBX_SIP_TLS_PORT", default=5061)
SIP_WS_PORT: int = _env.int("VPBX_SIP_WS_PORT", default=18088)

LOCAL_LINES: list[str] = _env.list("VPBX_LOCAL_LINES", default=[])  # addresses and networks
PROVIDER_HOST: str = _env.str("VPBX_PROVIDER_HOST", default="")  # empty: no simulated provider
PROVIDER_PORT: int = _env.int("VPBX_PROVIDER_PORT", default=5070)
PROVIDER_SECRET: str = _env.str("VPBX_PROVIDER_SECRET", default="")

S3_BUCKET: str = _env.str("VPBX_S3_BUCKET", default="")  # empty: sounds are kept in MEDIA_DIR
S3_URL: str = _env.str("VPBX_S3_URL", default="")  # of the service; empty: the usual one
S3_KEY: str = _env.str("VPBX_S3_KEY", default="")
S3_SECRET: str = _env.str("VPBX_S3_SECRET", default="")

STATIC_DIR = _env.str("VPBX_STATIC_DIR", default="")
MEDIA_DIR = _env.str("VPBX_MEDIA_DIR", default="")

# How mail leaves: smtp+tls://user:password@host:587, filemail:////folder; nowhere when nobody said.
EMAIL: dict[str, object] = _env.email_url("VPBX_EMAIL_URL", default="dummymail://")
EMAIL_FROM: str = _env.str("VPBX_EMAIL_FROM", default=f"vpbx@{HOST.strip('[]')}")
FRONTEND_DIR = _env.str("VPBX_FRONTEND_DIR", default="")


def redis_database(number: int) -> str:
    """Address of one Redis database of the installation: 0 live state, 1 Celery, 2 channel layer, 3 cache."""
    return f"{REDIS_URL.rsplit('/', 1)[0]}/{number}"
