"""Reads what a tenant's node must know of its sounds, in a fixed number of queries however many there are."""

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from telephony.asterisk.facts_media import DEFAULT_MUSIC
from telephony.asterisk.snapshot import MediaConfig, MusicConfig
from telephony.models import MediaFile, MediaPackage, Speech


def media_snapshot() -> tuple[MediaConfig, ...]:
    """The sounds of the current tenant that can be played, and the texts that its published flows say."""
    files: list[tuple[UUID, str]] = []
    variants: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    ready = MediaFile.objects.exclude(content="").order_by("id")
    for row_id, main_id, language, content in ready.values_list(
        "id", "variant_of", "language", "content"
    ):
        if main_id is None:
            files.append((row_id, content))
        else:
            variants[main_id].append((language, content))
    spoken = Speech.objects.filter(is_published=True).order_by("id").values_list("id", "content")
    return tuple(
        MediaConfig(row_id.hex, content, tuple(sorted(variants.get(row_id, ()))))
        for row_id, content in [*files, *spoken]
    )


def music_snapshot() -> tuple[MusicConfig, ...]:
    """The packages of the current tenant; the one with the star a second time, as the company's own."""
    rows = MediaPackage.objects.order_by("id", "places__position").values_list(
        "id", "order", "is_default", "places__file__content"
    )
    found = []
    for (row_id, order, is_default), places in groupby(rows, key=itemgetter(0, 1, 2)):
        played = tuple(place[3] for place in places if place[3])
        keys = [row_id.hex, DEFAULT_MUSIC] if is_default else [row_id.hex]
        is_random = order == MediaPackage.Order.RANDOM
        found += [MusicConfig(key, played, is_random) for key in keys]
    return tuple(found)
