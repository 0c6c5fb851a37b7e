"""Acting on selected rows: each row by itself, and the answer says which were refused and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError as InvalidValue
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.api.usage import UsageSerializer
from tenants.constraints import database_refusal
from tenants.errors import BusinessError
from tenants.permissions import Permission

if TYPE_CHECKING:
    from tenants.api.base import BaseViewSet as ViewSet
else:
    ViewSet = object  # the class it is mixed into

BULK_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class BulkAction:
    """What may be done with many rows: the permission it needs, and the service that does it to one."""

    permission: Permission
    perform: Callable[[Any], object]


def deletions(
    permission: Permission,
    delete: Callable[..., object],
    by_force: Callable[..., object] | None = None,
) -> dict[str, BulkAction]:
    """Deleting in bulk. What is used is refused, as one by one; `delete_used` deletes it all the same, by `by_force`
    (usually the same service) with `force`."""
    return {
        "delete": BulkAction(permission, delete),
        "delete_used": BulkAction(permission, partial(by_force or delete, force=True)),
    }


class BulkRequestSerializer(serializers.Serializer[Any]):
    """Rows by id, and the name of the action."""

    ids = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=1, max_length=BULK_LIMIT
    )
    action = serializers.CharField(max_length=64)


class BulkRefusalSerializer(serializers.Serializer[Any]):
    """A row on which the action was refused."""

    id = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    usages = UsageSerializer(many=True, help_text="Where it is used, when that is the reason")


class BulkResultSerializer(serializers.Serializer[Any]):
    """What became of each row."""

    done = serializers.ListField(child=serializers.CharField())
    refused = BulkRefusalSerializer(many=True)


class BulkMixin(ViewSet):
    """Adds `POST <list>/bulk/`. The viewset lists `bulk_actions` and grants the action `bulk` in its permissions."""

    bulk_actions: ClassVar[Mapping[str, BulkAction]] = {}

    @extend_schema(request=BulkRequestSerializer, responses=BulkResultSerializer, filters=False)
    @action(detail=False, methods=["post"], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Do one thing to many rows; rows that cannot be served are reported, the others are done."""
        asked = BulkRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        chosen = self.bulk_actions.get(asked.validated_data["action"])
        if chosen is None:
            raise ValidationError({"action": [_("Unknown action.")]})
        if not self.member.may(chosen.permission):
            raise PermissionDenied
        done: list[str] = []
        refused: list[dict[str, object]] = []
        for row_id in dict.fromkeys(asked.validated_data["ids"]):
            refusal = self._bulk_one(chosen, row_id)
            if refusal is None:
                done.append(row_id)
            else:
                usages = refusal.extra.get("usages", [])
                told = {"code": refusal.code, "message": refusal.message, "usages": usages}
                refused.append({"id": row_id, **told})
        return Response({"done": done, "refused": refused})

    def _bulk_one(self, chosen: BulkAction, row_id: str) -> BusinessError | None:
        """Serve one row in a savepoint of its own; answers why it was refused, None when it was not."""
        field = self.lookup_field
        try:
            with transaction.atomic():
                chosen.perform(self.get_queryset().get(**{field: row_id}))
        except (models.ObjectDoesNotExist, InvalidValue, ValueError):
            return BusinessError("not_found", _("Not found."), status=404)
        except BusinessError as refusal:
            return refusal
        except DatabaseError as error:
            if (raced := database_refusal(error)) is None:
                raise
            return raced
        return None
