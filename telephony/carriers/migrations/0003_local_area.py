"""Providers that write numbers of their city without its code."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("carriers", "0002_line_neighbours")]

    operations = [
        migrations.AddField(
            model_name="carrier",
            name="local_area",
            field=models.CharField(blank=True, max_length=5),
        ),
    ]
