"""Accounts without a place in any company lose their password: its next company must not inherit one it never saw."""

from django.contrib.auth.hashers import make_password
from django.db import migrations
from django.utils import timezone


def passwords_take(apps, schema_editor) -> None:
    users = apps.get_model("tenants", "User")
    places = apps.get_model("tenants", "Membership").objects.filter(is_active=True)
    placeless = users.objects.filter(is_operator=False).exclude(pk__in=places.values("user"))
    for user in placeless:
        user.password = make_password(None)
        user.save(update_fields=["password"])
    now = timezone.now()
    links = apps.get_model("tenants", "SignInLink").objects.filter(used_at=None, expires_at__gt=now)
    links.filter(user__in=placeless).update(expires_at=now)


class Migration(migrations.Migration):

    dependencies = [
        ("tenants", "0005_voicemail_limit"),
    ]

    operations = [migrations.RunPython(passwords_take, migrations.RunPython.noop)]
