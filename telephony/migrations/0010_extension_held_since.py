"""Since when a person has a number. For numbers that are there already it is not known: since they were made."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def since_made(apps, schema_editor) -> None:
    apps.get_model("telephony", "Extension").objects.update(held_since=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("telephony", "0009_schedule_switched_at")]

    operations = [
        migrations.AddField(
            model_name="extension",
            name="held_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="When the person got the number: earlier calls of it are somebody else's",
            ),
        ),
        migrations.RunPython(since_made, migrations.RunPython.noop),
    ]
