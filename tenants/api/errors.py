"""One body for every refusal: `{code, message, extra}`; `extra.fields` says which inputs are at fault."""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from tenants.constraints import database_refusal
from tenants.errors import BusinessError, FieldErrors, UnfinishedError

logger = logging.getLogger(__name__)

Body = dict[str, Any]
FieldMessages = dict[str, list[dict[str, str]]]

_CODES = {
    exceptions.NotAuthenticated: "not_signed_in",
    exceptions.AuthenticationFailed: "not_signed_in",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.ParseError: "malformed",
    exceptions.Throttled: "too_many_requests",
}


def error_body(code: str, message: str, **extra: Any) -> Body:
    """The body of every refusal."""
    return {"code": code, "message": message, "extra": extra}


def json_refusal(status: int, code: str, message: str, **extra: Any) -> JsonResponse:
    """A refusal outside of the API's views (middleware, unknown addresses)."""
    return JsonResponse(error_body(code, message, **extra), status=status)


def csrf_refused(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """A changing request without the cross-site token."""
    return json_refusal(403, "csrf_failed", _("The page is out of date; reload it."), reason=reason)


def locked_out(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Too many failed sign-ins of one name from one address; the same for names that do not exist."""
    return json_refusal(
        429, "too_many_attempts", _("Too many attempts. Try again in a quarter of an hour.")
    )


def not_found(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """An address that nothing answers."""
    return json_refusal(404, "not_found", _("Not found."))


def bad_request(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """A request that is refused before anybody looks at it: a foreign host name, too many or too large fields."""
    return json_refusal(400, "bad_request", _("This request cannot be understood."))


def server_error(_request: HttpRequest) -> HttpResponse:
    """A fault of ours; the details are in the journal."""
    return json_refusal(500, "server_error", _("Something went wrong on our side. Try again."))


def error_response(error: Exception) -> JsonResponse | None:
    """The response to a refusal raised outside of a view; None for what is a fault of ours."""
    refusal = error if isinstance(error, BusinessError) else database_refusal(error)
    return JsonResponse(business_body(refusal), status=refusal.status) if refusal else None


def exception_handler(error: Exception, _context: Body) -> Response | None:
    """Django REST framework's hook: whatever a view raises becomes the one body, or is left to be a 500."""
    error = _translated(error)
    if isinstance(error, DatabaseError):
        refusal = database_refusal(error)
        if refusal is None:
            return None
        logger.warning("refused by the database: %s", error)
        error = refusal
    if isinstance(error, BusinessError):
        if not isinstance(error, UnfinishedError):
            set_rollback()
        return Response(business_body(error), status=error.status)
    if isinstance(error, exceptions.APIException):
        set_rollback()
        return _framework_response(error)
    return None


def business_body(error: BusinessError) -> Body:
    """Body of a refusal of ours. Several at once are `invalid`, each at its field."""
    if isinstance(error, FieldErrors):
        fields: FieldMessages = {}
        for single in error.errors:
            fields.setdefault(single.field or "", []).append(
                {"code": single.code, "message": single.message}
            )
        return error_body("invalid", _("Check the marked fields."), fields=fields)
    extra: Body = dict(error.extra)
    if error.field:
        extra["fields"] = {error.field: [{"code": error.code, "message": error.message}]}
    return error_body(error.code, error.message, **extra)


def _translated(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return BusinessError("too_large", _("The request is too large."), status=413)
    return error


def _framework_response(error: exceptions.APIException) -> Response:
    headers: dict[str, str] = {}
    if authenticate := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    if isinstance(error, exceptions.ValidationError):
        fields: FieldMessages = {}
        for path, detail in _flatten(error.detail):
            fields.setdefault(path, []).append({"code": detail.code, "message": str(detail)})
        body = error_body("invalid", _("Check the marked fields."), fields=fields)
    else:
        body = error_body(_code(error), _sentence(error))
    return Response(body, status=error.status_code, headers=headers)


def _code(error: exceptions.APIException) -> str:
    """Our code of a refusal by the framework; one that was given on purpose stays."""
    for kind, code in _CODES.items():
        if isinstance(error, kind):
            own = error.get_codes()
            return own if isinstance(own, str) and own not in {error.default_code, ""} else code
    return error.default_code


def _sentence(error: exceptions.APIException) -> str:
    return (
        str(error.detail) if isinstance(error.detail, str) else HTTPStatus(error.status_code).phrase
    )


def _flatten(detail: Any, path: str = "") -> Iterator[tuple[str, exceptions.ErrorDetail]]:
    """Nested errors of serializers as dotted paths: `devices.0.name`. The whole body is ``""``."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            name = "" if key == "non_field_errors" else str(key)
            yield from _flatten(inner, ".".join(filter(None, [path, name])))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _flatten(
                inner, ".".join(filter(None, [path, str(index)])) if nested else path
            )
    else:
        yield path, detail
