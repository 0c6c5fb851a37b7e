"""Voicemail: boxes of persons and groups, and the messages that callers left in them."""

import uuid

from django.db import models

from telephony.models.media import LANGUAGES, MediaFile
from telephony.models.numbering import InternalNumber
from tenants.fields import EncryptedTextField


class VoicemailBox(models.Model):
    """The box of the person or group with an internal number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    internal_number = models.OneToOneField(
        InternalNumber, on_delete=models.CASCADE, related_name="voicemail_box"
    )
    is_enabled = models.BooleanField(default=True)
    greeting = models.ForeignKey(
        MediaFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="greeted_boxes"
    )
    email = models.EmailField(blank=True, help_text="Where new messages are sent")
    pin = EncryptedTextField(blank=True, help_text="Opens the box from any phone of the company")
    language = models.CharField(max_length=2, blank=True, choices=LANGUAGES)
    folder = models.CharField(
        max_length=8,
        blank=True,
        help_text="Its name on the node, until a new number is known there",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["internal_number__number"]

    def __str__(self) -> str:
        return self.internal_number.number


class VoicemailMessage(models.Model):
    """A message that a caller left. The node holds a copy until it is deleted there as well, so that its owner can
    listen by phone: `key` names it in both places."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(VoicemailBox, on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=64)
    caller_number = models.CharField(max_length=32, blank=True)
    caller_name = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    seconds = models.FloatField()
    size_bytes = models.PositiveIntegerField()
    is_read = models.BooleanField(default=False)
    must_move = models.BooleanField(default=False, help_text="The node does not know `is_read` yet")
    deleted_at = models.DateTimeField(null=True, help_text="The node may still have it")
    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_due_at = models.DateTimeField(null=True, help_text="None: nobody is to be mailed")

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["box", "key"], name="voicemail_message_unique")
        ]
        indexes = [
            models.Index(
                fields=["mail_due_at"],
                name="voicemail_mail_due",
                condition=models.Q(mail_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.key
