"""The Russian catalogue: complete, and true to its placeholders."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.support import messages

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "ru" / "LC_MESSAGES" / "django.po"
_MARKED = re.compile(r'\b(?:_|gettext|gettext_lazy|ngettext)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')


@pytest.fixture(scope="module")
def russian() -> dict[str, str]:
    """Texts by their originals; of one with several forms, the forms together."""
    messages.compile_catalogue()
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    forms: dict[str, list[str]] = {}
    for key, text in sorted(catalogue.items(), key=str):
        forms.setdefault(key if isinstance(key, str) else key[0], []).append(text)
    return {key: "\n".join(texts) for key, texts in forms.items()}


def marked() -> set[str]:
    """Every text that the server's code marks for translation."""
    found = set()
    for app in ("tenants", "telephony", "billing", "vpbx"):
        for source in (settings.BASE_DIR / app).rglob("*.py"):
            for literals in _MARKED.findall(source.read_text()):
                found.add(ast.literal_eval(f"({literals})"))
    return found


def test_every_message_has_its_russian(russian: dict[str, str]) -> None:
    assert sorted(marked() - set(russian)) == []


def test_placeholders_are_those_of_the_original(russian: dict[str, str]) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text))

    assert {key: text for key, text in russian.items() if key and names(key) != names(text)} == {}


def test_the_catalogue_compiles_without_complaint(capfd) -> None:
    messages.compile_catalogue()
    assert "error" not in capfd.readouterr().err
