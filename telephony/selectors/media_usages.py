"""Where sounds and packages of music are used.

Kinds of usage: media_package, queue, voicemail_box, flow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from telephony.flow.references import Thing
from telephony.models import MediaFile, MediaPackage, MediaPackageFile, Queue, VoicemailBox
from telephony.selectors.flow_uses import flow_usages_by_key
from tenants.usages import Usage


def media_file_usages(media: MediaFile) -> list[Usage]:
    """What plays a file."""
    return list(media_files_usages([media])[media.key])


def media_files_usages(files: Iterable[MediaFile]) -> Mapping[str, list[Usage]]:
    """What plays each of these files, by key; in a fixed number of queries."""
    by_id: dict[UUID | None, str] = {media.pk: media.key for media in files}
    found: dict[str, list[Usage]] = defaultdict(list)
    places = MediaPackageFile.objects.filter(file__in=by_id).select_related("package")
    for place in places.order_by("package__name"):
        package = place.package
        found[by_id[place.file_id]].append(Usage("media_package", str(package.pk), package.name))
    for queue in Queue.objects.filter(greeting__in=by_id).order_by("name"):
        found[by_id[queue.greeting_id]].append(Usage("queue", str(queue.pk), queue.name))
    boxes = VoicemailBox.objects.filter(greeting__in=by_id).select_related("internal_number")
    for box in boxes:
        found[by_id[box.greeting_id]].append(
            Usage("voicemail_box", str(box.pk), box.internal_number.number)
        )
    for key, usages in flow_usages_by_key(Thing.MEDIA, list(by_id.values())).items():
        found[key] += usages
    return found


def media_package_usages(package: MediaPackage) -> list[Usage]:
    """Groups and flows whose callers hear a package."""
    return list(media_packages_usages([package])[package.key])


def media_packages_usages(packages: Iterable[MediaPackage]) -> Mapping[str, list[Usage]]:
    """Groups and flows whose callers hear each of these packages, by key; in a fixed number of queries."""
    by_id: dict[UUID | None, str] = {package.pk: package.key for package in packages}
    found: dict[str, list[Usage]] = defaultdict(list)
    for queue in Queue.objects.filter(music__in=by_id).order_by("name"):
        found[by_id[queue.music_id]].append(Usage("queue", str(queue.pk), queue.name))
    for key, usages in flow_usages_by_key(Thing.MUSIC, list(by_id.values())).items():
        found[key] += usages
    return found
