"""Signing in and out, and everything a person does about themselves."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.base import Access, PublicViewSet
from tenants.api.session_serializers import (
    ActAsResultSerializer,
    ActAsSerializer,
    LinkPasswordSerializer,
    LinkSerializer,
    PasswordChangeSerializer,
    PreferenceSerializer,
    ProfileSerializer,
    SessionSerializer,
    SignInSerializer,
    TenantChoiceSerializer,
)
from tenants.identity import identify
from tenants.permissions import Permission
from tenants.selectors.sessions import session_info
from tenants.services import sessions
from tenants.services.sign_in_links import link_invalid, sign_in_link_get
from tenants.sites import client_address


class SessionViewSet(PublicViewSet):
    """The session of this browser."""

    serializer_class = SessionSerializer
    pagination_class = None
    permissions = {
        "retrieve": Access.ANYONE,
        "login": Access.ANYONE,
        "logout": Access.ANYONE,
        "tenant": Access.SIGNED_IN,
        "password": Access.SIGNED_IN,
        "profile": Access.SIGNED_IN,
        "act_as": Permission.PLATFORM_ACT_AS,
        "act_as_end": Access.SIGNED_IN,
        "hand_over": Access.ANYONE,
    }

    def retrieve(self, request: Request) -> Response:
        """Who is signed in, where, and what they may do. Also sets the cookie of the cross-site token."""
        get_token(self.site)
        return Response(session_info(self.site))

    @extend_schema(request=SignInSerializer, responses=SessionSerializer)
    def login(self, request: Request) -> Response:
        """Sign in with mail address and password; every failure looks alike."""
        sessions.sign_in(self.site, **self._data(SignInSerializer))
        return self._info()

    @extend_schema(request=None, responses={204: None})
    def logout(self, request: Request) -> Response:
        """End the session."""
        logout(self.site)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=TenantChoiceSerializer, responses=SessionSerializer)
    def tenant(self, request: Request) -> Response:
        """Choose the company to work in, where the host does not say it."""
        sessions.tenant_choose(self.site, request.user, self._data(TenantChoiceSerializer)["code"])
        return self._info()

    @extend_schema(request=PasswordChangeSerializer, responses={204: None})
    def password(self, request: Request) -> Response:
        """Change one's own password."""
        sessions.password_change(self.site, request.user, **self._data(PasswordChangeSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ProfileSerializer, responses=SessionSerializer)
    def profile(self, request: Request) -> Response:
        """Change one's own name or language."""
        asked = ProfileSerializer(request.user, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        asked.save()
        return self._info()

    @extend_schema(request=ActAsSerializer, responses=ActAsResultSerializer)
    def act_as(self, request: Request) -> Response:
        """Act for a company: in this session, or (`hand_over`) by an address that opens its own host."""
        asked = self._data(ActAsSerializer)
        if asked["hand_over"]:
            url = sessions.act_as_hand_over(request.user, asked["code"], actor=self.actor)
            return Response({**session_info(self.site), "hand_over_url": url})
        sessions.act_as_begin(self.site, asked["code"], actor=self.actor)
        return self._info(hand_over_url=None)

    @extend_schema(request=None, responses=SessionSerializer, operation_id="session_act_as_end")
    def act_as_end(self, request: Request) -> Response:
        """Stop acting for a company."""
        sessions.act_as_end(self.site, actor=self.actor)
        return self._info()

    @extend_schema(exclude=True)
    def hand_over(self, request: Request, token: str) -> HttpResponseRedirect:
        """The operator's browser arrives at the company's host."""
        sessions.act_as_arrive(self.site, token, address=client_address(request))
        return HttpResponseRedirect("/")

    def _data(self, serializer_class: Any) -> dict[str, Any]:
        asked = serializer_class(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data

    def _info(self, **more: Any) -> Response:
        """The session as it is after what was done."""
        http = self.site
        identify(http, http.site_tenant)
        return Response({**session_info(http), **more})


class SignInLinkViewSet(PublicViewSet):
    """One-time links by which people set their password."""

    serializer_class = LinkSerializer
    pagination_class = None
    permissions = {"retrieve": Access.ANYONE, "use": Access.ANYONE}

    def retrieve(self, request: Request, token: str) -> Response:
        """Whose link this is, without using it up."""
        link = sign_in_link_get(token, site_tenant=self.site.site_tenant)
        if link is None:
            raise link_invalid()
        tenant = link.tenant
        return Response(
            {
                "email": link.user.email,
                "name": link.user.name,
                "company": {"code": tenant.code, "name": tenant.name} if tenant else None,
                "expires_at": link.expires_at,
            }
        )

    @extend_schema(request=LinkPasswordSerializer, responses=SessionSerializer)
    def use(self, request: Request, token: str) -> Response:
        """Set the password and sign in; works once."""
        asked = LinkPasswordSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        http = self.site
        sessions.sign_in_by_link(http, token, password=asked.validated_data["password"])
        identify(http, http.site_tenant)
        return Response(session_info(http))


class PreferenceViewSet(PublicViewSet):
    """What the cabinet keeps for a person."""

    serializer_class = PreferenceSerializer
    pagination_class = None
    http_method_names = ("get", "put", "head", "options")
    permissions = {"retrieve": Access.SIGNED_IN, "update": Access.SIGNED_IN}

    def retrieve(self, request: Request, key: str) -> Response:
        """The kept value; null when nothing is kept under this key."""
        sessions.preference_key_check(key)
        return Response({"value": request.user.preferences.get(key)})

    def update(self, request: Request, key: str) -> Response:
        """Keep a value (JSON, up to 16 kB) under a key."""
        asked = PreferenceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        sessions.preference_set(request.user, key=key, value=asked.validated_data["value"])
        return Response(asked.validated_data)
