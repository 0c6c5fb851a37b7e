"""Media files over HTTP."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.base import ConfigViewSet, NamedChoiceField, list_permissions
from telephony.api.page_usages import PageUsagesMixin
from telephony.models import MediaFile
from telephony.models.media import LANGUAGES
from telephony.selectors.media_usages import media_files_usages
from telephony.services import media_files, media_speech
from telephony.services.media_store import sound_open, sound_size
from telephony.services.media_words import sound_error
from tenants.api.base import BulkAction
from tenants.api.bulk import deletions
from tenants.api.byte_ranges import ranged
from tenants.api.parsers import CleanJSONParser
from tenants.api.usage import UsageSerializer
from tenants.permissions import Permission

SOURCES = [(MediaFile.Source.UPLOAD.value,) * 2, (MediaFile.Source.MICROPHONE.value,) * 2]
_AUDIO = {(200, "audio/mpeg"): OpenApiTypes.BINARY, (206, "audio/mpeg"): OpenApiTypes.BINARY}
_SPOKEN = ("text", "voice", "rate")


class SoundSerializer(serializers.Serializer[Any]):
    """A sound and how far its conversion has come; `error` says in words why it failed."""

    id = serializers.UUIDField(read_only=True)
    language = NamedChoiceField(choices=LANGUAGES, required=False)
    source = serializers.ChoiceField(choices=MediaFile.Source.choices, read_only=True)
    state = serializers.ChoiceField(choices=MediaFile.State.choices, read_only=True)
    progress = serializers.IntegerField(read_only=True)
    error = serializers.SerializerMethodField()
    seconds = serializers.FloatField(read_only=True)
    size_bytes = serializers.IntegerField(read_only=True)
    original_name = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    voice = serializers.CharField(read_only=True)
    rate = serializers.FloatField(read_only=True)
    is_playable = serializers.BooleanField(source="content", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    def get_error(self, media: MediaFile) -> str:
        return sound_error(media.error)


class MediaFileSerializer(SoundSerializer):
    """A sound file. `is_playable`: calls hear it, while a replacement is converted too. `variants`: what calls in other
    languages hear instead."""

    key = serializers.CharField(read_only=True)
    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    variants = SoundSerializer(many=True, read_only=True)
    used_by = serializers.SerializerMethodField()

    @extend_schema_field(UsageSerializer(many=True))
    def get_used_by(self, media: MediaFile) -> Any:
        return UsageSerializer(self.context["usages"](media), many=True).data


class MediaFileDetailSerializer(MediaFileSerializer):
    """The same with its outline: how loud each piece is, in percent."""

    peaks = serializers.ListField(child=serializers.IntegerField(), read_only=True)


class UploadSerializer(serializers.Serializer[Any]):
    """A recording: mp3, wav, wma, m4a, ogg, or what a browser's microphone gives; 10 MB and an hour at most."""

    file = serializers.FileField()
    source = NamedChoiceField(choices=SOURCES, required=False)


class MediaFileUploadSerializer(UploadSerializer):
    """A new file. `variant_of`: the file that calls in `language` hear this one instead of."""

    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    language = NamedChoiceField(choices=LANGUAGES, required=False, allow_blank=True)
    variant_of = serializers.UUIDField(required=False, allow_null=True)


class SpokenSerializer(serializers.Serializer[Any]):
    """What is said: a voice's id ("" for the usual one), and the pace (1.0 is the voice's own)."""

    text = serializers.CharField(allow_blank=True)
    voice = serializers.CharField(required=False, allow_blank=True)
    rate = serializers.FloatField(required=False)


class MediaFileSpeechSerializer(SpokenSerializer):
    """A new file that says a text."""

    name = serializers.CharField(allow_blank=True)
    comment = serializers.CharField(required=False, allow_blank=True)
    language = NamedChoiceField(choices=LANGUAGES, required=False, allow_blank=True)
    variant_of = serializers.UUIDField(required=False, allow_null=True)


class MediaFileViewSet(PageUsagesMixin, ConfigViewSet):
    """Sound files of the company."""

    queryset = MediaFile.objects.all()
    usages_of = staticmethod(media_files_usages)
    serializer_class = MediaFileSerializer
    parser_classes = (CleanJSONParser, MultiPartParser)
    filterset_fields = ("state", "source", "language")
    search_fields = ("name", "comment", "text")
    ordering_fields: ClassVar[tuple[str, ...]] = ("name", "seconds", "created_at", "updated_at")
    permissions: ClassVar[dict[str, Permission]] = {
        **list_permissions(Permission.MEDIA_VIEW, Permission.MEDIA_EDIT),
        **dict.fromkeys(("audio", "original"), Permission.MEDIA_VIEW),
        **dict.fromkeys(("speech", "replace"), Permission.MEDIA_EDIT),
    }
    bulk_actions: ClassVar[dict[str, BulkAction]] = {
        **deletions(Permission.MEDIA_EDIT, media_files.media_file_delete),
    }
    export_name = "media-files"
    export_columns = (
        (gettext_lazy("Name"), "name"),
        (gettext_lazy("Seconds"), "seconds"),
        (gettext_lazy("Text"), "text"),
        (gettext_lazy("Comment"), "comment"),
    )

    def get_queryset(self) -> QuerySet[MediaFile]:
        variants = Prefetch("variants", MediaFile.objects.defer("peaks"))
        found = MediaFile.objects.prefetch_related(variants)
        if self.action in {"list", "export"}:
            return found.filter(variant_of=None).defer("peaks")
        return found

    def get_serializer_class(self) -> Any:
        return MediaFileDetailSerializer if self.action == "retrieve" else MediaFileSerializer

    @extend_schema(
        request={"multipart/form-data": MediaFileUploadSerializer},
        responses={201: MediaFileSerializer},
    )
    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Upload a sound; it is converted in the background."""
        values = _checked(MediaFileUploadSerializer, request)
        return self._made(media_files.media_file_create(values, values.pop("file")))

    @extend_schema(request=MediaFileSpeechSerializer, responses={201: MediaFileSerializer})
    @action(detail=False, methods=["post"], pagination_class=None)
    def speech(self, request: Request) -> Response:
        """Make a file that says a text."""
        values = _checked(MediaFileSpeechSerializer, request)
        said = {name: values.pop(name) for name in _SPOKEN if name in values}
        return self._made(media_speech.media_file_speak(values, said))

    @extend_schema(
        request={"multipart/form-data": UploadSerializer, "application/json": SpokenSerializer},
        responses=MediaFileSerializer,
    )
    @action(detail=True, methods=["post"])
    def replace(self, request: Request, pk: str) -> Response:
        """Put another recording, or a text to be said, in the place of this one."""
        media = self.get_object()
        if isinstance(request.data, Mapping) and "text" in request.data:
            media_speech.media_file_respeak(media, _checked(SpokenSerializer, request))
        else:
            values = _checked(UploadSerializer, request)
            media_files.media_file_replace(media, values.pop("file"), **values)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses=_AUDIO)
    @action(detail=True, methods=["get"])
    def audio(self, request: Request, pk: str) -> HttpResponseBase:
        """What callers hear, as MP3, whole or in parts."""
        media = self.get_object()
        if not media.content:
            raise NotFound(_("This sound is not converted yet."))
        size = sound_size(media.content, "mp3")
        file = sound_open(media.content, "mp3")
        return ranged(request, file, size=size, content_type="audio/mpeg")

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def original(self, request: Request, pk: str) -> FileResponse:
        """The file as it was uploaded."""
        media = self.get_object()
        if not media.original:
            raise NotFound(_("Nothing was uploaded here."))
        return FileResponse(
            default_storage.open(media.original),
            as_attachment=True,
            filename=media.original_name or f"{media.name}.wav",
            content_type="application/octet-stream",
        )

    def _made(self, media: MediaFile) -> Response:
        found = self.get_queryset().get(pk=media.pk)
        return Response(self.get_serializer(found).data, status=status.HTTP_201_CREATED)

    def update_object(self, instance: MediaFile, values: Mapping[str, Any]) -> MediaFile:
        return media_files.media_file_update(instance, values)

    def perform_delete(
        self, instance: MediaFile, *, replacement: MediaFile | None, force: bool
    ) -> None:
        media_files.media_file_delete(instance, replacement=replacement, force=force)


def _checked(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The request's body as `kind` reads it."""
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
