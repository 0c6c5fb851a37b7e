"""Shapes of the pool of numbers over HTTP."""

from typing import Any

from rest_framework import serializers

from telephony.api.outside import TextsField
from telephony.carriers.models import PhoneNumber
from tenants.api.bulk import BulkRequestSerializer
from tenants.api.session_serializers import TenantReferenceSerializer


class CarrierReferenceSerializer(serializers.Serializer[Any]):
    """A carrier, by name and title."""

    name = serializers.CharField()
    title = serializers.CharField()


class PoolNumberSerializer(serializers.Serializer[Any]):
    """A number of the fleet; `line` says by what it arrives. One without a carrier is a company's own."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(choices=PhoneNumber.State.choices)
    carrier = CarrierReferenceSerializer(allow_null=True)
    line = serializers.CharField()
    tenant = TenantReferenceSerializer(allow_null=True)
    region = serializers.CharField(allow_blank=True)
    tags = TextsField()
    comment = serializers.CharField(allow_blank=True)
    quarantine_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class PoolNumberEditSerializer(serializers.Serializer[Any]):
    """What may be changed about a number; the carrier by name."""

    carrier = serializers.CharField(required=False)
    region = serializers.CharField(required=False, allow_blank=True)
    tags = TextsField(required=False)
    comment = serializers.CharField(required=False, allow_blank=True)


class NewPoolNumberSerializer(PoolNumberEditSerializer):
    """A number for the pool."""

    number = serializers.CharField(allow_blank=True)


class GiveSerializer(serializers.Serializer[Any]):
    """The company that gets the number, by code."""

    tenant = serializers.CharField(max_length=20)


class TakeBackSerializer(serializers.Serializer[Any]):
    """What becomes of the places where the company uses the number: `replace_with` is the id of another number of it,
    `force` empties them."""

    replace_with = serializers.UUIDField(required=False, allow_null=True)
    force = serializers.BooleanField(default=False)


class QuarantineSerializer(serializers.Serializer[Any]):
    """Until when; the usual time without it."""

    until = serializers.DateTimeField(required=False, allow_null=True, default=None)


class PoolBulkSerializer(BulkRequestSerializer):
    """Numbers and what to do with them: give (to `tenant`), take_back, quarantine, release, delete."""

    tenant = serializers.CharField(max_length=20, required=False)
