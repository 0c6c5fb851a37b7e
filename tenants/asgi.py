"""WebSockets: the same host, session and member rules as for HTTP. Consumers never touch the ORM themselves."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from asgiref.typing import Scope
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user as user_of_session
from django.db import connection
from django.http import HttpRequest

from tenants.context import Member
from tenants.models import Tenant, User
from tenants.selectors.members import member_get, session_tenant
from tenants.sites import host_is_bare, host_name, host_tenant

NOT_FOUND = 4404

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SocketTenant:
    """What a socket needs to know of its company."""

    id: int
    code: str
    schema_name: str


class MemberMiddleware:
    """Puts `tenant` (SocketTenant or None) and `member` (Member or None) into the scope of a WebSocket.

    A page of another host, another company's included, may not open a socket here with the visitor's cookie.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if not _origin_is_own(scope):
            await refuse(scope, receive, send)
            return
        found = await _identify(_header(scope, b"host"), _session_key(scope))
        if found is None:
            await refuse(scope, receive, send)
            return
        tenant, member = found
        await self.app({**scope, "tenant": tenant, "member": member}, receive, send)


async def member_refresh(scope: Scope | dict[str, Any]) -> Member | None:
    """The member of an open socket as of now: None after sign-out, block, or loss of the membership."""
    found = await _identify(_header(scope, b"host"), _session_key(scope))
    return found[1] if found else None


async def refuse(_scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Close a socket that leads nowhere before it opens."""
    await receive()
    await send({"type": "websocket.close", "code": NOT_FOUND})


@database_sync_to_async
def _identify(
    raw_host: str, session_key: str | None
) -> tuple[SocketTenant | None, Member | None] | None:
    """Company and member of a socket; None at a host that is nobody's."""
    connection.set_schema_to_public()
    host = host_name(raw_host)
    is_bare = host_is_bare(host)
    site_tenant = None if is_bare else host_tenant(host)
    if not is_bare and site_tenant is None:
        return None
    if session_key is None:
        return _socket_tenant(site_tenant), None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = user_of_session(request)
    if not isinstance(user, User):
        return _socket_tenant(site_tenant), None
    tenant = session_tenant(request.session, user) if is_bare else site_tenant
    member = member_get(user=user, tenant=tenant, acting_as=request.session.get("acting_as"))
    return _socket_tenant(tenant), member


def _socket_tenant(tenant: Tenant | None) -> SocketTenant | None:
    return SocketTenant(tenant.pk, tenant.code, tenant.schema_name) if tenant else None


def _origin_is_own(scope: dict[str, Any]) -> bool:
    """Whether the page that opens the socket is of the same host and port; programs send no origin."""
    host = _header(scope, b"host")
    try:
        origin = _header(scope, b"origin")
        return not origin or urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _header(scope: Any, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _session_key(scope: Any) -> str | None:
    try:
        cookies = SimpleCookie(_header(scope, b"cookie"))
    except CookieError:
        return None
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else None
