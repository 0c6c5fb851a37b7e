"""Sounds of a company: files that calls play, music on hold, and texts made speech."""

import uuid

from django.db import models
from django.db.models import Q

from tenants.fields import EncryptedTextField

LANGUAGES = [("", ""), ("ru", "ru"), ("en", "en")]  # "": for calls in any language


class Sound(models.Model):
    """What conversion has made of a sound. `content` names its files in storage and on the node; empty: none yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.CharField(max_length=32, blank=True)
    seconds = models.FloatField(default=0)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """Its name in call flows and on the node."""
        return self.pk.hex


class MediaFile(Sound):
    """A sound file (001). What is uploaded is kept as it came (`original`) and converted in the background; while that
    runs, and when it fails, callers go on hearing the `content` of before."""

    class State(models.TextChoices):
        CONVERTING = "converting"
        READY = "ready"
        FAILED = "failed"

    class Source(models.TextChoices):
        UPLOAD = "upload"
        MICROPHONE = "microphone"
        SPEECH = "speech"

    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, blank=True, choices=LANGUAGES)
    variant_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="variants",
        help_text="The file that calls in this language hear this one instead of",
    )  # fmt: skip
    source = models.CharField(max_length=16, choices=Source.choices, default=Source.UPLOAD)
    state = models.CharField(max_length=16, choices=State.choices, default=State.CONVERTING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Percent")
    error = models.CharField(max_length=16, blank=True, help_text="Why conversion failed")
    original = models.CharField(max_length=200, blank=True, help_text="Its name in storage")
    original_name = models.CharField(max_length=200, blank=True, help_text="As it was uploaded")
    size_bytes = models.PositiveIntegerField(default=0, help_text="Of the original")
    upload = models.PositiveIntegerField(default=1, help_text="Grows when it is replaced")
    peaks = models.JSONField(default=list, help_text="Its outline, in percent")
    text = models.CharField(max_length=1000, blank=True, help_text="What is spoken")
    voice = models.CharField(max_length=64, blank=True)
    rate = models.FloatField(default=1.0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(variant_of=None), name="media_file_name_unique"
            ),
            models.UniqueConstraint(
                fields=["variant_of", "language"], name="media_file_language_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MediaPackage(models.Model):
    """Files played one after another to whoever waits (004). The default one is the company's music on hold."""

    class Order(models.TextChoices):
        ORDER = "order"
        RANDOM = "random"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    comment = models.CharField(max_length=500, blank=True)
    order = models.CharField(max_length=8, choices=Order.choices, default=Order.ORDER)
    is_default = models.BooleanField(default=False)
    files = models.ManyToManyField(MediaFile, through="MediaPackageFile", related_name="packages")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="media_package_name_unique"),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="media_package_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Its name on the node."""
        return self.pk.hex


class MediaPackageFile(models.Model):
    """A file's place in a package."""

    package = models.ForeignKey(MediaPackage, on_delete=models.CASCADE, related_name="places")
    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["package", "file"], name="media_package_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.position}"


class Speech(Sound):
    """A text made speech once and kept: the same text in the same voice is never computed again.

    Those that a published call flow says are on the node; the others were listened to in the cabinet, and go.
    """

    digest = models.CharField(max_length=64, unique=True)  # of engine, voice, rate and text
    engine = models.CharField(max_length=16)
    voice = models.CharField(max_length=64)
    rate = models.FloatField(default=1.0)
    text = models.CharField(max_length=1000)
    is_published = models.BooleanField(default=False)
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return self.text[:40]


class SpeechSettings(models.Model):
    """How the company speaks: the usual voice, and its account at a service that speaks for money. One row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    voice = models.CharField(max_length=64, blank=True, help_text="Of texts that name none")
    service_key = EncryptedTextField(blank=True)
    service_folder = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="speech_settings_one")]

    def __str__(self) -> str:
        return self.voice
