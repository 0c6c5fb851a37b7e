"""Partitions are made and dropped by two functions of the owner: nobody else may, and nobody has rights on a partition
itself, where the parent's policy would not hold."""

from django.db import migrations

ENSURE = """
CREATE FUNCTION public.call_partition_ensure(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    since CONSTANT date := date_trunc('month', month::timestamp)::date;
    parent text;
    partition text;
BEGIN
    IF month < '2020-01-01' OR month >= '2100-01-01' THEN
        RAISE EXCEPTION 'no month of calls: %', month USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('call_partition'));
    FOREACH parent IN ARRAY ARRAY['call_event', 'call', 'call_leg'] LOOP
        partition := format('%s_%s', parent, to_char(since, 'YYYY_MM'));
        CONTINUE WHEN to_regclass(format('public.%I', partition)) IS NOT NULL;
        -- Made apart and then attached: that does not stop readers and writers of the other months.
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS)', partition, parent);
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, vpbx_app, vpbx_recorder', partition);
        EXECUTE format(
            'ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            parent, partition,
            since::timestamp AT TIME ZONE 'UTC', (since + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP;
END
$function$;
REVOKE ALL ON FUNCTION public.call_partition_ensure(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.call_partition_ensure(date) TO vpbx_app, vpbx_recorder;
"""

DROP = """
CREATE FUNCTION public.call_partitions_drop(before date) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    item record;
    dropped text[] := '{}';
BEGIN
    IF before > date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month' THEN
        RAISE EXCEPTION 'calls of this and the last month are never dropped'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM set_config('lock_timeout', '3s', true);
    FOR item IN
        SELECT c.relname FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent IN ('public.call_event'::regclass, 'public.call'::regclass, 'public.call_leg'::regclass)
        ORDER BY c.relname
    LOOP
        -- Not a condition of the query: the planner may ask it of every table there is, and most are not named by a month.
        CONTINUE WHEN to_date(right(item.relname, 7), 'YYYY_MM') + interval '1 month' > before;
        EXECUTE format('DROP TABLE public.%I', item.relname);
        dropped := dropped || item.relname::text;
    END LOOP;
    RETURN dropped;
END
$function$;
REVOKE ALL ON FUNCTION public.call_partitions_drop(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.call_partitions_drop(date) TO vpbx_app;
"""

FIRST = "SELECT public.call_partition_ensure((now() AT TIME ZONE 'UTC' + n * interval '1 month')::date) FROM generate_series(-1, 2) n"


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_tables")]
    operations = [
        migrations.RunSQL(ENSURE, "DROP FUNCTION public.call_partition_ensure(date)"),
        migrations.RunSQL(DROP, "DROP FUNCTION public.call_partitions_drop(date)"),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
