"""OpenAPI: operations named `<noun>_<action>`, one error body, only the versioned paths."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

_ERROR = {
    "type": "object",
    "description": "Every refusal. `code` is stable; `message` is for people, in their language.",
    "required": ["code", "message", "extra"],
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "extra": {
            "type": "object",
            "additionalProperties": True,
            "properties": {
                "fields": {
                    "type": "object",
                    "description": "Dotted path of an input -> what is wrong with it",
                    "additionalProperties": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["code", "message"],
                            "properties": {
                                "code": {"type": "string"},
                                "message": {"type": "string"},
                            },
                        },
                    },
                }
            },
        },
    },
}


class SessionScheme(OpenApiAuthenticationExtension):
    """The session cookie; changing requests also send the cross-site token in `X-CSRFToken`."""

    target_class = "tenants.api.access.SessionAuthentication"
    name = "session"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "vpbx_session"}


class OperationSchema(AutoSchema):
    """Names operations after their address and action: `employees_list`, `session_login`."""

    def get_operation_id(self) -> str:
        words = [
            word for part in self._tokenize_path() for word in part.replace("-", "_").split("_")
        ]
        action = getattr(self.view, "action", None) or self.method_mapping[self.method.lower()]
        tail = action.split("_")
        if words[-len(tail) :] == tail:
            words = words[: -len(tail)]
        return "_".join([*words, *tail])


def keep_versioned_paths(endpoints: list[tuple[str, ...]], **_kwargs: Any) -> list[tuple[str, ...]]:
    """Leave the schema and its pages out of the schema."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


def add_error_responses(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Say of every operation what its refusals look like."""
    result.setdefault("components", {}).setdefault("schemas", {})["Error"] = _ERROR
    refusal = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = {"description": "Refused", **refusal}
    return result
