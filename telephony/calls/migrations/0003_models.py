"""What Django knows of the tables; the SQL before it made them."""

import django.contrib.postgres.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('calls', '0002_partitions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.IntegerField()),
                ('started_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField()),
                ('talk_ms', models.IntegerField()),
                ('node', models.TextField()),
                ('linkedids', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('direction', models.SmallIntegerField(choices=[(1, 'internal'), (2, 'in'), (3, 'out')])),
                ('result', models.SmallIntegerField(choices=[(1, 'answered'), (2, 'busy'), (3, 'no_answer'), (4, 'unreachable'), (5, 'cancelled'), (6, 'declined'), (7, 'failed'), (8, 'refused'), (9, 'answered_elsewhere')])),
                ('reason', models.TextField()),
                ('caller_number', models.TextField()),
                ('caller_name', models.TextField()),
                ('callee_number', models.TextField()),
                ('callee_name', models.TextField()),
                ('answered_number', models.TextField(null=True)),
                ('answered_name', models.TextField(null=True)),
                ('numbers', models.TextField()),
                ('hung_up_by', models.SmallIntegerField(choices=[(1, 'caller'), (2, 'callee'), (3, 'system')], null=True)),
                ('cause', models.SmallIntegerField()),
                ('is_transferred', models.BooleanField()),
                ('is_incomplete', models.BooleanField()),
            ],
            options={
                'db_table': 'call',
                'ordering': ['-started_at', '-id'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='CallEvent',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'event_at', 'node', 'segment', 'position', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.IntegerField()),
                ('event_at', models.DateTimeField()),
                ('node', models.TextField()),
                ('segment', models.BigIntegerField()),
                ('position', models.BigIntegerField()),
                ('kind', models.TextField()),
                ('uniqueid', models.TextField()),
                ('linkedid', models.TextField()),
                ('line', models.TextField()),
            ],
            options={
                'db_table': 'call_event',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='CallLeg',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.IntegerField()),
                ('call_id', models.UUIDField()),
                ('call_started_at', models.DateTimeField()),
                ('position', models.SmallIntegerField()),
                ('uniqueid', models.TextField()),
                ('channel', models.TextField()),
                ('device', models.TextField()),
                ('number', models.TextField()),
                ('name', models.TextField()),
                ('role', models.SmallIntegerField(choices=[(1, 'caller'), (2, 'callee')])),
                ('result', models.SmallIntegerField(choices=[(1, 'answered'), (2, 'busy'), (3, 'no_answer'), (4, 'unreachable'), (5, 'cancelled'), (6, 'declined'), (7, 'failed'), (8, 'refused'), (9, 'answered_elsewhere')])),
                ('started_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField()),
                ('talk_ms', models.IntegerField()),
                ('cause', models.SmallIntegerField()),
            ],
            options={
                'db_table': 'call_leg',
                'ordering': ['position'],
                'managed': False,
            },
        ),
    ]
