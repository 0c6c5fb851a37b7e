"""The number of the last period that a schedule has had, so that keys of deleted ones do not come back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telephony", "0010_extension_held_since")]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="last_period",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Number in the last period's key: keys of deleted ones do not come back",
            ),
        ),
    ]
