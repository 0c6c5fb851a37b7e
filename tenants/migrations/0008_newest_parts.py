"""What the newest revision of a company has changed."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0007_users_counted")]

    operations = [
        migrations.AddField(
            model_name="tenantconfigstate",
            name="newest_parts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16),
                blank=True,
                default=list,
                help_text="All that `requested` has changed since the revision before; empty: anything",
                size=None,
            ),
        ),
    ]
