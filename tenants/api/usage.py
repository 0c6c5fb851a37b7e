"""Deleting what may be in use."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError as InvalidValue
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

if TYPE_CHECKING:
    from tenants.api.base import BaseViewSet as ViewSet
else:
    ViewSet = object  # the class it is mixed into


class UsageSerializer(serializers.Serializer[Any]):
    """One place where a thing is used."""

    kind = serializers.CharField()
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a name that fields have too


class UsageMixin(ViewSet):
    """DELETE that a service may refuse with `in_use`; repeated with `?replace_with=<id>`, or with `?force=true`.

    The viewset implements `perform_delete` by calling that service.
    """

    def perform_delete(self, instance: Any, *, replacement: Any, force: bool) -> None:
        """Delete; `replacement` takes over the usages, `force` drops them."""
        raise NotImplementedError

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "replace_with", OpenApiTypes.STR, description="Id of what takes over the usages"
            ),
            OpenApiParameter("force", OpenApiTypes.BOOL, description="Drop the usages"),
        ],
        responses={204: None},
    )
    def destroy(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Delete; 409 `in_use` with `extra.usages` while something refers to it."""
        instance = self.get_object()
        force = request.query_params.get("force", "").lower() in {"true", "1"}
        self.perform_delete(instance, replacement=self._replacement(instance), force=force)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _replacement(self, instance: Any) -> Any:
        """The row named by `replace_with`, of the same list; None when none is named."""
        wanted = self.request.query_params.get("replace_with")
        if not wanted:
            return None
        try:
            found = (
                self.get_queryset()
                .exclude(pk=instance.pk)
                .filter(**{self.lookup_field: wanted})
                .first()
            )
        except (InvalidValue, ValueError):
            found = None
        if found is None:
            raise ValidationError({"replace_with": [_("There is no such replacement.")]})
        return found
