"""How many users each company has; counted from its schema, for the companies that exist."""

from django.db import migrations, models

_COUNT = """
SELECT greatest(
    (SELECT count(*) FROM {schema}.telephony_employee),
    (SELECT count(*) FILTER (WHERE employee_id IS NULL) + count(DISTINCT employee_id)
     FROM {schema}.telephony_extension)
)
"""


def users_count(apps, schema_editor) -> None:
    states = apps.get_model("tenants", "TenantConfigState").objects
    with schema_editor.connection.cursor() as cursor:
        for state in states.select_related("tenant"):
            schema = state.tenant.schema_name
            cursor.execute("SELECT to_regclass(%s)", [f'"{schema}".telephony_extension'])
            if cursor.fetchone()[0] is None:
                continue
            cursor.execute(_COUNT.format(schema=schema_editor.quote_name(schema)))
            states.filter(pk=state.pk).update(users=cursor.fetchone()[0])


class Migration(migrations.Migration):
    dependencies = [("tenants", "0006_placeless_accounts")]

    operations = [
        migrations.AddField(
            model_name="tenantconfigstate",
            name="users",
            field=models.PositiveIntegerField(
                default=0, help_text="People and numbers without a person, as max_users limits them"
            ),
        ),
        migrations.RunPython(users_count, migrations.RunPython.noop),
    ]
