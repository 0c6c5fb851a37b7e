"""Sound files of a company (001): uploaded, replaced in place, in several languages; converted in the background."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any, TypedDict
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from telephony import dispatch
from telephony.flow.references import Thing
from telephony.models import MediaFile, MediaPackageFile, Queue, VoicemailBox
from telephony.models.media import LANGUAGES
from telephony.selectors.media_usages import media_file_usages
from telephony.services import text
from telephony.services.choices import object_get
from telephony.services.flow_uses import uses_replace
from telephony.services.media_store import (
    as_file,
    original_drop,
    original_keep,
    sounds_drop,
    work_folder,
)
from telephony.services.media_words import sound_error
from telephony.services.problems import Parsers, Problems, fields_parse, invalid, too_many
from telephony.services.usages import used_refuse
from telephony.services.writes import config_write, row_lock
from telephony.sound.probe import MAX_BYTES, UnusableSoundError, probe
from tenants.errors import BusinessError

MAX_FILES = 1_000
NAME_LIMIT = 80
COMMENT_LIMIT = 500
FILE_NAME_LIMIT = 200


def _language(raw: str) -> str:
    if raw not in dict(LANGUAGES):
        raise invalid("invalid_choice", _("There is no such language."))
    return raw


def _source(raw: str) -> str:
    if raw not in {MediaFile.Source.UPLOAD, MediaFile.Source.MICROPHONE}:
        raise invalid("invalid_choice", _("A file is uploaded or recorded."))
    return raw


PARSERS: Parsers = {
    "name": partial(text.required_line, limit=NAME_LIMIT),
    "comment": partial(text.paragraph, limit=COMMENT_LIMIT),
    "language": _language,
    "source": _source,
}


class MediaFileValues(TypedDict, total=False):
    """What a form may say about a sound. `variant_of`: the file that calls in `language` hear this one instead of."""

    name: str
    comment: str
    language: str
    source: str
    variant_of: UUID | None


def media_file_create(values: MediaFileValues, upload: "UploadedFile[Any]") -> MediaFile:
    """Keep an uploaded sound and have it converted; what is no sound is refused here and now."""
    problems = Problems()
    fields = file_fields(values, problems)
    problems.take("file", upload_check, upload)
    problems.raise_any()
    with transaction.atomic():
        media = row_create({**fields, **_upload_fields(upload)})
        media.original = original_keep(media, _stream(upload))
        media.save(update_fields=["original"])
        dispatch.media_convert(str(media.pk), upload=media.upload)
    return media


def file_fields(values: MediaFileValues, problems: Problems) -> dict[str, Any]:
    """Columns of a new file out of a form."""
    fields = fields_parse({"name": "", **values}, PARSERS, problems)
    main = problems.take("variant_of", object_get, MediaFile, values.get("variant_of"))
    if main is not None:
        fields["variant_of"] = main
        problems.take("language", _variant_language, main, values.get("language", ""))
    return fields


def row_create(fields: Mapping[str, Any]) -> MediaFile:
    """Add the row of a new file, within limits."""
    if MediaFile.objects.count() >= MAX_FILES:
        raise too_many(MAX_FILES)
    return MediaFile.objects.create(**fields)


def media_file_replace(
    media: MediaFile, upload: "UploadedFile[Any]", *, source: str = MediaFile.Source.UPLOAD
) -> MediaFile:
    """Put another recording in the place of this one. Callers hear the old one until the new one is converted."""
    problems = Problems()
    source = problems.take("source", _source, source) or source
    problems.take("file", upload_check, upload)
    problems.raise_any()
    with transaction.atomic():
        content_renew(media, {"source": source, "text": "", **_upload_fields(upload)})
        media.original = original_keep(media, _stream(upload))
        media.save()
    return media


def content_renew(media: MediaFile, fields: Mapping[str, Any]) -> None:
    """Let a file be made anew out of `fields`; inside a transaction. Its old original goes, its sound stays until the
    new one is there."""
    row_lock(media)
    transaction.on_commit(partial(original_drop, media.original))
    for field, value in fields.items():
        setattr(media, field, value)
    media.upload += 1
    media.original, media.state = "", MediaFile.State.CONVERTING
    media.progress, media.error = 0, ""
    media.save()
    dispatch.media_convert(str(media.pk), upload=media.upload)


@config_write()
def media_file_update(media: MediaFile, values: MediaFileValues) -> MediaFile:
    """Change what `values` names; the sound itself is replaced by `media_file_replace`."""
    row_lock(media)
    problems = Problems()
    fields = fields_parse(values, PARSERS, problems)
    if media.variant_of is not None and "language" in values:
        problems.take("language", _variant_language, media.variant_of, values["language"], media)
    problems.raise_any()
    for field, value in fields.items():
        setattr(media, field, value)
    media.save()
    return media


@config_write()
def media_file_delete(
    media: MediaFile, *, replacement: MediaFile | None = None, force: bool = False
) -> None:
    """Remove a file with its variants. What plays it takes the replacement, with `force` it plays nothing there."""
    if replacement is None and not force:
        used_refuse(media_file_usages(media))
    _places_replace(media, replacement)
    uses_replace(Thing.MEDIA, media.key, replacement.key if replacement else "")
    going = [media, *media.variants.all()]
    for each in going:
        transaction.on_commit(partial(original_drop, each.original))
        transaction.on_commit(partial(sounds_drop, each.content))
    media.delete()


def upload_check(upload: "UploadedFile[Any]") -> None:
    """Refuse what cannot be played: its content says what it is, not its name."""
    if (upload.size or 0) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise invalid(
            "file_too_large", _("The file is larger than %(limit)d MB.") % {"limit": limit}
        )
    with work_folder() as folder:
        try:
            probe(as_file(_stream(upload), folder / "upload"))
        except UnusableSoundError as error:
            raise invalid(error.code, sound_error(error.code)) from None


def _places_replace(media: MediaFile, replacement: MediaFile | None) -> None:
    places = MediaPackageFile.objects.filter(file=media).select_related("package")
    for place in places:
        taken = replacement and place.package.places.filter(file=replacement).exists()
        if replacement is None or taken:
            place.delete()
        else:
            place.file = replacement
            place.save(update_fields=["file"])
    Queue.objects.filter(greeting=media).update(greeting=replacement)
    VoicemailBox.objects.filter(greeting=media).update(greeting=replacement)


def _variant_language(main: MediaFile, language: str, itself: MediaFile | None = None) -> None:
    """Refuse a variant of a variant, one for no language, and a second one for a language."""
    if main.variant_of_id is not None:
        raise invalid("variant_of_variant", _("Choose the file itself, not one of its variants."))
    if not language:
        raise invalid("required", _("Say for calls in which language this is."))
    others = main.variants.filter(language=language)
    if (others.exclude(pk=itself.pk) if itself else others).exists():
        raise BusinessError("language_taken", _("There is a variant in this language already."))


def _upload_fields(upload: "UploadedFile[Any]") -> dict[str, Any]:
    name = Path(upload.name or "").name
    printable = "".join(each for each in name if each.isprintable())
    return {"original_name": printable[-FILE_NAME_LIMIT:], "size_bytes": upload.size or 0}


def _stream(upload: "UploadedFile[Any]") -> IO[bytes]:
    stream: Any = upload
    stream.seek(0)
    return stream  # type: ignore[no-any-return]  # an upload is a file
