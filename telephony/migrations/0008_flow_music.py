"""Flows name packages of music."""

from django.db import migrations, models

THINGS = (
    "extension", "queue", "box", "schedule", "media", "music", "list", "redirect", "flow",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("telephony", "0007_speech_rate")]

    operations = [
        migrations.AlterField(
            model_name="flowuse",
            name="kind",
            field=models.CharField(choices=[(each, each) for each in THINGS], max_length=16),
        ),
    ]
