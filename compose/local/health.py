"""Asks each process whether it does its work; a running pid alone is no health."""

from __future__ import annotations

import secrets
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

import psycopg2
import redis
from celery import Celery

Values = Mapping[str, str]
TIMEOUT = 5  # seconds that one question may take


class SickError(Exception):
    """A process does not do its work; the text says how that was seen."""


def postgres(values: Values) -> None:
    """Answers a query."""
    try:
        connection = psycopg2.connect(
            host=values["VPBX_DB_HOST"],
            port=values["VPBX_DB_PORT"],
            dbname="postgres",
            user="postgres",
            password=values["DB_PASSWORD_SUPERUSER"],
            connect_timeout=TIMEOUT,
        )
    except psycopg2.Error as error:
        raise SickError(str(error).strip()) from error
    connection.close()


def redis_server(values: Values) -> None:
    """Answers PING, which it refuses while it loads its file."""
    try:
        with redis.Redis.from_url(values["VPBX_REDIS_URL"], socket_timeout=TIMEOUT) as client:
            client.ping()
    except redis.RedisError as error:
        raise SickError(str(error)) from error


def asterisk(values: Values) -> None:
    """The manager interface accepts our login and says that Asterisk is fully booted."""
    user, secret = values["VPBX_AMI_USER"], values["VPBX_AMI_SECRET"]
    login = f"Action: Login\r\nUsername: {user}\r\nSecret: {secret}\r\nEvents: system\r\n\r\n"
    received = b""
    try:
        with socket.create_connection(
            (values["VPBX_AMI_HOST"], int(values["VPBX_AMI_PORT"])), TIMEOUT
        ) as ami:
            ami.sendall(login.encode())
            while b"FullyBooted" not in received:
                chunk = ami.recv(4096)
                received += chunk
                if not chunk or b"Authentication failed" in received:
                    raise SickError("manager interface refused the login")
            ami.sendall(b"Action: Logoff\r\n\r\n")
    except OSError as error:
        raise SickError(f"manager interface: {error}") from error


def provider(values: Values) -> None:
    """The simulated provider answers a SIP request."""
    target = (values["VPBX_PROVIDER_HOST"], int(values["VPBX_PROVIDER_PORT"]))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(TIMEOUT)
        asking.connect(target)
        host, port = asking.getsockname()
        call_id = secrets.token_hex(8)
        lines = [
            f"OPTIONS sip:{target[0]} SIP/2.0",
            f"Via: SIP/2.0/UDP {host}:{port};branch=z9hG4bK{call_id}",
            f"From: <sip:health@{host}>;tag={call_id}",
            f"To: <sip:{target[0]}>",
            f"Call-ID: {call_id}",
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 1",
            "Content-Length: 0",
        ]
        try:
            asking.send("\r\n".join([*lines, "", ""]).encode())
            answer = asking.recv(4096)
        except OSError as error:
            raise SickError(f"no answer by SIP: {error}") from error
    if not answer.startswith(b"SIP/2.0 200 "):
        raise SickError(f"answers {answer[:40]!r}")


def _get(url: str, host: str) -> None:
    """A GET that must end in success, whoever signed the certificate: it is our own door."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 - our own addresses only
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT, context=context) as answer:  # noqa: S310 - as above
            answer.read()
    except (urllib.error.URLError, OSError) as error:
        raise SickError(f"{url}: {error}") from error


def web(values: Values) -> None:
    """Answers, and reaches PostgreSQL and Redis."""
    _get(f"http://127.0.0.1:{values['VPBX_WEB_PORT']}/api/v1/health/ready/", "localhost")


def nginx(values: Values) -> None:
    """Passes a request on to the web process."""
    _get(f"https://127.0.0.1:{values['VPBX_HTTPS_PORT']}/api/v1/health/", "localhost")


def workers_answering(values: Values, wait: float = 1.5) -> set[str]:
    """Names (without the machine's) of the Celery workers that answer a ping; a busy single worker does not."""
    broker = values["VPBX_REDIS_URL"].rsplit("/", 1)[0] + "/1"
    application = Celery("door", broker=broker)
    application.conf.broker_connection_retry = False
    try:
        answers = application.control.ping(timeout=wait)
    except (redis.RedisError, OSError):
        return set()
    finally:
        application.close()
    return {name.split("@")[0] for answer in answers for name in answer}


def firewall(values: Values) -> None:
    """Answers; whether the kernel obeys it is another question."""
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(TIMEOUT)
            door.connect(values["VPBX_FIREWALL_SOCKET"])
            door.sendall(b"ping\n")
            answer = door.recv(16)
    except OSError as error:
        raise SickError(str(error)) from error
    if answer != b"ok\n":
        raise SickError(f"answers {answer!r}")


CHECKS: dict[str, Callable[[Values], None]] = {
    "postgres": postgres,
    "redis": redis_server,
    "asterisk": asterisk,
    "provider": provider,
    "firewall": firewall,
    "web": web,
    "nginx": nginx,
}


def worker_name(program: str, values: Values) -> str | None:
    """The Celery name behind a supervisor program, or None for another kind of process."""
    if not program.startswith("worker-"):
        return None
    name = program.removeprefix("worker-")
    return f"node.{values['VPBX_NODE_NAME']}" if name == "node" else name


def problems(programs: list[str], values: Values) -> dict[str, str]:
    """Program -> what is wrong with it, for those that are not healthy."""
    found: dict[str, str] = {}
    for program in programs:
        check = CHECKS.get(program)
        try:
            if check is not None:
                check(values)
        except SickError as sick:
            found[program] = str(sick)
    expected = {program: worker_name(program, values) for program in programs}
    if any(expected.values()):
        answering = workers_answering(values)
        for program, name in expected.items():
            if name and name not in answering:
                found[program] = "does not answer a ping"
    return found
