"""Tags that call flows gave a call. Rows from before have none until they are folded again.

A text and no array, for under the row policy only what is leakproof may use an index, and `LIKE` is. Calls without tags
are not in it.
"""

from django.db import migrations

COLUMN = """
ALTER TABLE public.call ADD COLUMN tags text NOT NULL DEFAULT '';
CREATE INDEX call_tenant_tags ON public.call USING gin (tenant_id, tags gin_trgm_ops) WHERE tags <> '';
"""

DROP_COLUMN = "ALTER TABLE public.call DROP COLUMN tags;"


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_outside")]
    operations = [migrations.RunSQL(COLUMN, DROP_COLUMN)]
