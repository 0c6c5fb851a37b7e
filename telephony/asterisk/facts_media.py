"""Facts and rows about what calls hear: announcements, greetings, music on hold. Pure.

media/<key>             what Playback is told: company/acme/<name>
media/<key>/<language>  the same for calls in that language, where there is a variant
music/<key>             class of music on hold of a package that has something to play; `default`: the company's own
"""

from collections.abc import Mapping

from telephony.asterisk import names
from telephony.asterisk.snapshot import TenantConfig
from telephony.asterisk.tables import MUSIC_FILES_TABLE, MUSIC_TABLE, Rows, row
from telephony.asterisk.text import ident

MEDIA_FACT = "media/"
DEFAULT_MUSIC = "default"  # key of what a company's callers hear, and the node's own class


def media_facts(config: TenantConfig) -> dict[str, str]:
    """Where each sound of the company lies, and what its packages of music are called."""
    found: dict[str, str] = {}
    for media in config.media:
        key = f"{MEDIA_FACT}{ident(media.key)}"
        found[key] = names.sound(config.code, media.name)
        for language, name in media.languages:
            found[f"{key}/{ident(language)}"] = names.sound(config.code, name)
    for music in config.music:
        if music.files:
            found[f"music/{ident(music.key)}"] = names.music(config.code, music.key)
    return found


def music_rows(config: TenantConfig) -> dict[str, dict[str, dict[str, str]]]:
    """Classes of music on hold with their files in order. Asterisk reads a class whenever it begins to play it."""
    classes: dict[str, dict[str, str]] = {}
    files: dict[str, dict[str, str]] = {}
    for music in config.music:
        if not music.files:
            continue  # whoever asks for it hears the node's own
        name = names.music(config.code, music.key)
        classes[name] = row(MUSIC_TABLE, name=name, sort="random" if music.is_random else "")
        for position, each in enumerate(music.files):
            place = f"{position:04d}"  # compared as text
            files[f"{name}-{place}"] = row(
                MUSIC_FILES_TABLE, name=name, position=place, entry=names.sound(config.code, each)
            )
    return {MUSIC_TABLE: classes, MUSIC_FILES_TABLE: files}


def named_sounds(facts: Mapping[str, str], rows: Rows) -> list[str]:
    """The sounds that facts and rows of a company name."""
    announced = [value for key, value in facts.items() if key.startswith(MEDIA_FACT)]
    return announced + [row["entry"] for row in rows[MUSIC_FILES_TABLE].values()]


def music_of(config: TenantConfig) -> str:
    """The class that callers of the company hear on hold where nothing else is said."""
    has_own = any(music.key == DEFAULT_MUSIC and music.files for music in config.music)
    return names.music(config.code, DEFAULT_MUSIC) if has_own else DEFAULT_MUSIC
