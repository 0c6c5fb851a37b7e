"""Asking a service outside: never an address of this machine or of the networks around it, and no redirections."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from telephony.speech.engine import SpeechError


def posted(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    seconds: float,
    limit: int,
    allows_private: bool = False,
) -> tuple[int, bytes]:
    """Status and answer, cut after `limit` bytes. Raises SpeechError when nobody answers, or nobody outside."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, seconds)
    if not allows_private:
        connection._create_connection = _connected_outside  # type: ignore[attr-defined]  # of both kinds
    try:
        connection.request("POST", parts.path or "/", body=body, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(limit)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SpeechError(str(error) or type(error).__name__) from None
    finally:
        connection.close()


def _connection(
    scheme: str, host: str, port: int | None, seconds: float
) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=context)
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _connected_outside(
    address: tuple[str, int], timeout: float, source: tuple[str, int] | None = None
) -> socket.socket:
    """A connection to the first address of a host, when all that its name stands for lies outside. The address that is
    looked at is the one that is connected to: a name cannot change its mind in between."""
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    hosts = [str(each[4][0]) for each in found]
    if not hosts or not all(is_outside(host) for host in hosts):
        raise OSError("this address is not outside")
    return socket.create_connection((hosts[0], address[1]), timeout, source)


def is_outside(host: str) -> bool:
    """Whether an address is one of the public network."""
    address = ipaddress.ip_address(host.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
