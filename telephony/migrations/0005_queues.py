"""Groups hold their callers in queues."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count

WAIT_SECONDS_MAX = 7200
RING_SECONDS_MAX = 120


def waits_of_before(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A group waits as long as it rang: all at once for its own time, in turn for the sum of its members' times."""
    queue_model = apps.get_model("telephony", "Queue")
    for queue in queue_model.objects.annotate(count=Count("members")):
        is_sequential = queue.ring_order == "sequential"
        turns = max(1, queue.count) if is_sequential else 1
        queue.algorithm = "linear" if is_sequential else "ringall"
        queue.wait_seconds = min(queue.ring_seconds * turns, WAIT_SECONDS_MAX)
        queue.ring_seconds = min(queue.ring_seconds, RING_SECONDS_MAX)
        queue.save(update_fields=["algorithm", "wait_seconds", "ring_seconds"])


class Migration(migrations.Migration):
    dependencies = [("telephony", "0004_media")]

    operations = [
        migrations.AddField(
            model_name="queue",
            name="algorithm",
            field=models.CharField(
                choices=[
                    ("ringall", "ringall"),
                    ("rrmemory", "rrmemory"),
                    ("linear", "linear"),
                ],
                default="ringall",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="queue",
            name="wait_seconds",
            field=models.PositiveSmallIntegerField(default=60, help_text="The longest wait"),
        ),
        migrations.AddField(
            model_name="queue",
            name="wrap_up_seconds",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Rest of a member after a call of the group"
            ),
        ),
        migrations.AddField(
            model_name="queue",
            name="max_length",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Callers who may wait at once; 0: any number"
            ),
        ),
        migrations.AlterField(
            model_name="queue",
            name="ring_seconds",
            field=models.PositiveSmallIntegerField(
                default=20, help_text="Of one attempt at a member, or at all of them"
            ),
        ),
        migrations.RunPython(waits_of_before, migrations.RunPython.noop),
        migrations.RemoveField(model_name="queue", name="ring_order"),
    ]
