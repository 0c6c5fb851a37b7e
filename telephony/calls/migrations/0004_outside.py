"""Calls with the outside world: line, class, numbers as the line was told them, status of the far end.

Rows from before are as they were: their events say no more. The indexes serve lists of one line and of one class; they
hold calls outside alone.
"""

from django.db import migrations

COLUMNS = """
ALTER TABLE public.call
    ADD COLUMN dialled text NOT NULL DEFAULT '',
    ADD COLUMN line text NOT NULL DEFAULT '',
    ADD COLUMN call_class text NOT NULL DEFAULT '',
    ADD COLUMN shown text NOT NULL DEFAULT '',
    ADD COLUMN is_hidden boolean NOT NULL DEFAULT false,
    ADD COLUMN is_emergency boolean NOT NULL DEFAULT false;
ALTER TABLE public.call_leg
    ADD COLUMN line text NOT NULL DEFAULT '',
    ADD COLUMN route text NOT NULL DEFAULT '',
    ADD COLUMN call_class text NOT NULL DEFAULT '',
    ADD COLUMN called text NOT NULL DEFAULT '',
    ADD COLUMN shown text NOT NULL DEFAULT '',
    ADD COLUMN is_hidden boolean NOT NULL DEFAULT false,
    ADD COLUMN diversion text NOT NULL DEFAULT '',
    ADD COLUMN sip smallint;
CREATE INDEX call_tenant_line ON public.call (tenant_id, line, started_at DESC, id DESC) WHERE line <> '';
CREATE INDEX call_tenant_class ON public.call (tenant_id, call_class, started_at DESC, id DESC) WHERE call_class <> '';
"""

DROP_COLUMNS = """
ALTER TABLE public.call
    DROP COLUMN dialled, DROP COLUMN line, DROP COLUMN call_class, DROP COLUMN shown, DROP COLUMN is_hidden,
    DROP COLUMN is_emergency;
ALTER TABLE public.call_leg
    DROP COLUMN line, DROP COLUMN route, DROP COLUMN call_class, DROP COLUMN called, DROP COLUMN shown,
    DROP COLUMN is_hidden, DROP COLUMN diversion, DROP COLUMN sip;
"""


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_models")]
    operations = [migrations.RunSQL(COLUMNS, DROP_COLUMNS)]
