"""Each request begins in the public schema, gets its company and its member, and ends in the public schema."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from tenants.api.errors import error_response, json_refusal
from tenants.connection import connection
from tenants.context import SiteRequest
from tenants.errors import BusinessError
from tenants.identity import identify
from tenants.sites import host_is_bare, host_is_below_ours, host_name, host_tenant

GetResponse = Callable[[HttpRequest], HttpResponse]


class PublicSchemaMiddleware:
    """Sessions, users and companies are found in the public schema; no request leaves its company behind."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return json_refusal(400, "null_character", "Null characters are not allowed.")
        try:
            return self.get_response(request)
        finally:
            connection.set_schema_to_public()


class TenantMiddleware:
    """Sets `request.tenant`, `request.member` and the connection's scope from host, session and user.

    A host of a company decides alone; on the installation's own host the session does. A name below ours that
    belongs to nobody is not found, and says nothing more; a foreign name that leads here is refused.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        host = host_name(request.get_host())
        request.is_bare_site = host_is_bare(host)
        site_tenant = None if request.is_bare_site else host_tenant(host)
        if not request.is_bare_site and site_tenant is None:
            if not host_is_below_ours(host):
                raise DisallowedHost(host)
            return json_refusal(404, "not_found", "There is nothing at this address.")
        identify(request, site_tenant)
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if request.path_info.startswith("/api/"):
            response.setdefault("Cache-Control", "no-store")
        return response


class RefusalMiddleware:
    """Turns refusals that only come out when the request's transaction commits into the API's error body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BusinessError | DatabaseError) and request.path_info.startswith(
            "/api/"
        ):
            return error_response(error)
        return None
