"""The Russian catalogue, compiled from its text; the compiled file is not part of the repository."""

from django.core.management import call_command


def compile_catalogue() -> None:
    """What making a release does with msgfmt (compose/local/release.sh)."""
    call_command("compilemessages", locale=["ru"], verbosity=0)
