"""Texts say their own pace; the company has a usual voice alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("telephony", "0006_voicemail")]

    operations = [migrations.RemoveField(model_name="speechsettings", name="rate")]
