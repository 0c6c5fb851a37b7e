"""When a schedule was switched by hand last, so that an older switch on the node is not taken for news."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telephony", "0008_flow_music")]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="switched_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
