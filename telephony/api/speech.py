"""Text to speech over HTTP: voices, listening, the company's settings."""

from typing import Any, ClassVar

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from telephony.api.media_files import SpokenSerializer
from telephony.models import SpeechSettings
from telephony.services.media_store import sound_open
from telephony.services.speech import speech_listen
from telephony.services.speech_engines import speech_settings, voices
from telephony.services.speech_settings import listening_count, speech_settings_update
from tenants.api.base import TenantViewSet
from tenants.permissions import Permission


class VoiceSerializer(serializers.Serializer[Any]):
    """A voice. `is_last_resort`: callers understand it with difficulty."""

    id = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    engine = serializers.CharField()
    is_last_resort = serializers.BooleanField()


class SpeechSettingsSerializer(serializers.Serializer[Any]):
    """The usual voice, and the account at a service that speaks for money; its key is never shown."""

    voice = serializers.CharField(required=False, allow_blank=True)
    service_key = serializers.CharField(required=False, allow_blank=True, write_only=True)
    has_service_key = serializers.BooleanField(source="service_key", read_only=True)
    service_folder = serializers.CharField(required=False, allow_blank=True)


class SpeechViewSet(TenantViewSet):
    """How the company speaks."""

    queryset = SpeechSettings.objects.none()
    serializer_class = SpeechSettingsSerializer
    pagination_class = None
    filter_backends = ()
    permissions: ClassVar[dict[str, Permission]] = {
        "voices": Permission.MEDIA_VIEW,
        "preview": Permission.MEDIA_EDIT,
        "retrieve": Permission.MEDIA_VIEW,
        "partial_update": Permission.MEDIA_EDIT,
    }

    @extend_schema(operation_id="speech_voices", responses=VoiceSerializer(many=True))
    def voices(self, request: Request) -> Response:
        """The voices that the company may use, the usual one of the installation first."""
        return Response(VoiceSerializer(voices(), many=True).data)

    @extend_schema(
        operation_id="speech_preview",
        request=SpokenSerializer,
        responses={(200, "audio/mpeg"): OpenApiTypes.BINARY},
    )
    def preview(self, request: Request) -> FileResponse:
        """A text as callers would hear it. 429 `too_often` for somebody who asks without rest."""
        asked = SpokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        listening_count(request.user.pk)
        speech = speech_listen(asked.validated_data)
        return FileResponse(sound_open(speech.content, "mp3"), content_type="audio/mpeg")

    @extend_schema(operation_id="speech_settings_retrieve")
    def retrieve(self, request: Request) -> Response:
        """The company's settings."""
        return Response(SpeechSettingsSerializer(speech_settings()).data)

    @extend_schema(operation_id="speech_settings_update")
    def partial_update(self, request: Request) -> Response:
        """Change the company's settings."""
        asked = SpeechSettingsSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        return Response(SpeechSettingsSerializer(speech_settings_update(asked.validated_data)).data)
