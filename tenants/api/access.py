"""Who may call what: sessions for authentication, the viewset's own table for permission."""

from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenants.context import Member
from tenants.permissions import Permission


class Access(Enum):
    """What an action may ask for besides a permission. `ANYONE` opens it to the world: use it with a reason."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"


Needed = Permission | Access


class SessionAuthentication(authentication.SessionAuthentication):
    """Session cookie plus cross-site token; answers 401, not 403, to whoever is not signed in.

    The token is asked for before sign-in too: else another site could sign the visitor in as somebody else.
    """

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            self.enforce_csrf(request)
        user = getattr(request._request, "user", None)
        return (user, None) if user is not None and user.is_authenticated else None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise exceptions.PermissionDenied(
                _("The page is out of date; reload it."), "csrf_failed"
            ) from error

    def authenticate_header(self, _request: Request) -> str:
        return "Session"


class MemberPermission(BasePermission):
    """Asks the view's table what the action needs. What is not listed is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = getattr(view, "permissions", {}).get(view.action)
        if needed is Access.ANYONE:
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("Sign in first."))
        if view.action is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        if needed is Access.SIGNED_IN:
            return True
        member: Member | None = view.site.member
        return member is not None and needed is not None and member.may(needed)
