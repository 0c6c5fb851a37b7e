"""Who of several lines that lead to one server signs in there, and who came first."""

import django.utils.timezone
from django.db import migrations, models

# A line that holds a login signs in with it. The rows of companies are guarded, and it is not one of them that asks.
SIGNS_IN = """
SELECT set_config('vpbx.platform', 'on', true);
UPDATE public.carriers_companyline line SET signs_in = true
WHERE EXISTS (
    SELECT 1 FROM public.carriers_lineaccount account
    WHERE account.tenant_id = line.tenant_id AND account.line = line.name
);
SELECT set_config('vpbx.platform', 'off', true);
"""


class Migration(migrations.Migration):

    dependencies = [("carriers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="companyline",
            name="signs_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="companyline",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="hostaddress",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunSQL(SIGNS_IN, migrations.RunSQL.noop),
    ]
