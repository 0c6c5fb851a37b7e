"""Call events, calls and their legs.

The tables are partitioned by month and guarded by row-level policies. Their SQL is in the migrations; the primary keys
there also hold the tenant and the moment by which the table is partitioned.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from telephony.calls.codes import Direction, Result, Role, Side
from telephony.calls.records import Party


class CallEvent(models.Model):
    """One line of a node's call spool, as Asterisk wrote it. Append-only: the truth that calls are made of.

    `segment` and `position` say which line of which spool file it was; `tenant_id` is 0 when the line names no company.
    """

    pk = models.CompositePrimaryKey("tenant_id", "event_at", "node", "segment", "position")
    tenant_id = models.IntegerField()
    event_at = models.DateTimeField()
    node = models.TextField()
    segment = models.BigIntegerField()
    position = models.BigIntegerField()
    kind = models.TextField()
    uniqueid = models.TextField()
    linkedid = models.TextField()
    line = models.TextField()

    class Meta:
        managed = False
        db_table = "call_event"

    def __str__(self) -> str:
        return f"{self.kind} {self.uniqueid}"


class Call(models.Model):
    """A finished call. A projection of its events: dropped and made again at will, under the same id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant_id = models.IntegerField()
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()
    talk_ms = models.IntegerField()
    node = models.TextField()
    linkedids = ArrayField(models.TextField())
    direction = models.SmallIntegerField(choices=[(code.value, code.label) for code in Direction])
    result = models.SmallIntegerField(choices=[(code.value, code.label) for code in Result])
    reason = models.TextField()
    caller_number = models.TextField()
    caller_name = models.TextField()
    callee_number = models.TextField()
    callee_name = models.TextField()
    answered_number = models.TextField(null=True)
    answered_name = models.TextField(null=True)
    numbers = models.TextField()  # every number that took part, between spaces: " 200 500 201 "
    hung_up_by = models.SmallIntegerField(
        null=True, choices=[(code.value, code.label) for code in Side]
    )
    cause = models.SmallIntegerField()
    is_transferred = models.BooleanField()
    is_incomplete = models.BooleanField()
    dialled = models.TextField(default="")
    line = models.TextField(default="")  # carrier:<name>, trunk:<name>
    call_class = models.TextField(default="")
    shown = models.TextField(default="")
    is_hidden = models.BooleanField(default=False)
    is_emergency = models.BooleanField(default=False)
    tags = models.TextField(default="")  # between commas, ",VIP,Office,"; none: empty

    class Meta:
        managed = False
        db_table = "call"
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.caller_number} -> {self.callee_number}"

    @property
    def caller(self) -> Party:
        return Party(self.caller_number, self.caller_name)

    @property
    def callee(self) -> Party:
        return Party(self.callee_number, self.callee_name)

    @property
    def answered_by(self) -> Party | None:
        """Who took the call first; None of a call that nobody took, or that the PBX itself answered."""
        if self.answered_number is None:
            return None
        return Party(self.answered_number, self.answered_name or "")

    @property
    def tag_list(self) -> list[str]:
        """What call flows marked the call with."""
        return [tag for tag in self.tags.split(",") if tag]

    @property
    def duration_seconds(self) -> int:
        return round((self.ended_at - self.started_at).total_seconds())

    @property
    def talk_seconds(self) -> int:
        return round(self.talk_ms / 1000)


class CallLeg(models.Model):
    """One phone's part in a call; charges are keyed by it. Its id follows from node and `uniqueid`, and stays. What a
    leg outside was told is in the fields from `line` on (telephony.calls.records.OutsideRecord)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant_id = models.IntegerField()
    call_id = models.UUIDField()
    call_started_at = models.DateTimeField()
    position = models.SmallIntegerField()
    uniqueid = models.TextField()
    channel = models.TextField()
    device = models.TextField()
    number = models.TextField()
    name = models.TextField()
    role = models.SmallIntegerField(choices=[(code.value, code.label) for code in Role])
    result = models.SmallIntegerField(choices=[(code.value, code.label) for code in Result])
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()
    talk_ms = models.IntegerField()
    cause = models.SmallIntegerField()
    line = models.TextField(default="")
    route = models.TextField(default="")
    call_class = models.TextField(default="")
    called = models.TextField(default="")
    shown = models.TextField(default="")
    is_hidden = models.BooleanField(default=False)
    diversion = models.TextField(default="")
    sip = models.SmallIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "call_leg"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.number} ({self.channel})"

    @property
    def talk_seconds(self) -> int:
        return round(self.talk_ms / 1000)
