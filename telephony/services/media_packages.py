"""Packages of files for whoever waits (004): in order or shuffled, one of them the company's own music on hold."""

from functools import partial
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from telephony.flow.references import Thing
from telephony.models import MediaFile, MediaPackage, MediaPackageFile, Queue
from telephony.selectors.media_usages import media_package_usages
from telephony.services import text
from telephony.services.choices import objects_get
from telephony.services.flow_uses import uses_replace
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, row_lock, tenant_lock

MAX_PACKAGES = 100
MAX_FILES = 100  # of a package
NAME_LIMIT = 80
COMMENT_LIMIT = 500


def _order(raw: str) -> str:
    if raw not in MediaPackage.Order.values:
        raise invalid("invalid_choice", _("Files are played in order or shuffled."))
    return raw


_PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "order": _order,
    "is_default": bool,
}


class MediaPackageValues(TypedDict, total=False):
    """What a form may say about a package; `files` are ids in the order of playing."""

    name: str
    comment: str
    order: str
    is_default: bool
    files: list[UUID]


@config_write()
def media_package_create(values: MediaPackageValues) -> MediaPackage:
    """Add a package; the company's first one becomes its music on hold unless the form says otherwise."""
    problems = Problems()
    fields = fields_parse({"name": "", **values}, _PARSERS, problems)
    files = problems.take("files", _files, values.get("files", []))
    problems.raise_any()
    tenant_lock()
    count = MediaPackage.objects.count()
    if count >= MAX_PACKAGES:
        raise too_many(MAX_PACKAGES)
    fields.setdefault("is_default", count == 0)
    if fields["is_default"]:
        _star_take()
    package = MediaPackage.objects.create(**fields)
    _places_write(package, files or [])
    return package


@config_write()
def media_package_update(package: MediaPackage, values: MediaPackageValues) -> MediaPackage:
    """Change what `values` names. Giving this package the star takes it from the other."""
    problems = Problems()
    fields = fields_parse(values, _PARSERS, problems)
    files = problems.take("files", _files, values.get("files", []))
    problems.raise_any()
    tenant_lock()
    row_lock(package)
    if fields.get("is_default"):
        _star_take()
    for field, value in fields.items():
        setattr(package, field, value)
    package.save()
    if "files" in values:
        _places_write(package, files or [])
    return package


@config_write()
def media_package_delete(
    package: MediaPackage, *, replacement: MediaPackage | None = None, force: bool = False
) -> None:
    """Remove a package; its files stay. What plays it takes the replacement, with `force` it goes without."""
    if replacement is None and not force:
        used_refuse(media_package_usages(package))
    Queue.objects.filter(music=package).update(music=replacement)
    uses_replace(Thing.MUSIC, package.key, replacement.key if replacement else "")
    was_default = package.is_default
    package.delete()
    if was_default and replacement is not None:
        MediaPackage.objects.filter(pk=replacement.pk).update(is_default=True)


def _star_take() -> None:
    MediaPackage.objects.filter(is_default=True).update(is_default=False)


def _files(ids: list[UUID]) -> list[MediaFile]:
    if len(ids) > MAX_FILES:
        raise too_many(MAX_FILES)
    return objects_get(MediaFile, ids)


def _places_write(package: MediaPackage, files: list[MediaFile]) -> None:
    package.places.all().delete()
    MediaPackageFile.objects.bulk_create(
        MediaPackageFile(package=package, file=media, position=position)
        for position, media in enumerate(files)
    )
