"""Providers that write numbers of their city without its code."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("telephony", "0011_schedule_last_period")]

    operations = [
        migrations.AddField(
            model_name="trunk",
            name="local_area",
            field=models.CharField(blank=True, max_length=5),
        ),
    ]
