"""Call flows: what happens to a call, drawn by the company's administrator."""

import uuid

from django.db import models

from telephony.flow.references import Thing
from telephony.models.numbering import InternalNumber


class Flow(models.Model):
    """A scheme of elements joined by links (001: routing desk; 004: layers), as draft and in published versions.

    The draft is a document as `telephony.flow.parse` reads it. Everything that calls meet is a `FlowVersion`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.PositiveIntegerField()  # its name on the node; never given to another flow
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=500, blank=True)
    draft = models.JSONField()
    draft_revision = models.PositiveIntegerField(default=1)  # grows with each save
    draft_by = models.CharField(max_length=254, blank=True)  # name of the person who saved last
    draft_at = models.DateTimeField(auto_now_add=True)
    draft_based_on = models.PositiveIntegerField(null=True)  # version that the draft began with
    clean_revision = models.PositiveIntegerField(
        default=0, help_text="Revision of the draft that says the same as the published version"
    )
    published_version = models.PositiveIntegerField(null=True)
    last_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="flow_name_unique"),
            models.UniqueConstraint(fields=["key"], name="flow_key_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_changes(self) -> bool:
        """Whether the draft says something else than what is published."""
        return self.draft_revision != self.clean_revision


class FlowKey(models.Model):
    """The last key that a flow of the company was given: one row, since call records name flows for ever."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="flow_key_single")]

    def __str__(self) -> str:
        return str(self.last)


class FlowVersion(models.Model):
    """A published state of a flow; never changed, so that a finished call can still be explained.

    `document` holds only what calls can reach; `drawing` is the whole draft of that moment, which returning to this
    version brings back. `sounds` maps `<element>/<field>` to the key of the media file that says its text.
    """

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    drawing = models.JSONField()
    sounds = models.JSONField(default=dict)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=500, blank=True)
    restored_from = models.PositiveIntegerField(null=True)
    changes = models.JSONField(default=dict)  # how much differs from the version before

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "version"], name="flow_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.flow_id}/{self.version}"


class FlowNumber(models.Model):
    """An internal number by which people dial an element of a published flow."""

    internal_number = models.OneToOneField(
        InternalNumber, on_delete=models.PROTECT, primary_key=True, related_name="flow_number"
    )
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="numbers")
    element = models.CharField(max_length=16)

    class Meta:
        ordering = ["internal_number__number"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "element"], name="flow_number_element_unique")
        ]

    def __str__(self) -> str:
        return f"{self.internal_number_id}: {self.flow_id}/{self.element}"


class FlowUse(models.Model):
    """One thing that an element names, so that whoever deletes the thing is told.

    `key` is how documents name it: the number of an extension, group or mailbox, the key of anything else.
    """

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="uses")
    is_published = models.BooleanField()  # of the published version, else of the draft
    element = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Thing])
    key = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key"], name="flow_use_thing")]

    def __str__(self) -> str:
        return f"{self.flow_id}/{self.element}: {self.kind} {self.key}"


def one_target(*fields: str) -> models.Q:
    """The condition that at most one of the fields is set."""
    condition = models.Q()
    for field in fields:
        others = {other: None for other in fields if other != field}
        condition |= models.Q(**others)
    return condition
