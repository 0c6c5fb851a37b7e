"""The one way in which the application, which owns nothing, gets a schema for a new company."""

from django.db import migrations

CREATE = """
CREATE FUNCTION public.tenant_schema_clone(code text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    template CONSTANT text := 'tenant_template';
    target CONSTANT text := 't_' || code;
    item record;
    statements text[] := '{}';
    statement text;
BEGIN
    IF code !~ '^[a-z][a-z0-9]{1,19}$' THEN
        RAISE EXCEPTION 'not a tenant code: %', code USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('CREATE SCHEMA %I', target);

    -- Definitions are printed without the schema of what the search path shows, and so fit the copy.
    PERFORM set_config('search_path', format('%I, public', template), true);
    FOR item IN
        SELECT c.oid, c.relname FROM pg_catalog.pg_class c
        WHERE c.relnamespace = template::regnamespace AND c.relkind = 'r' ORDER BY c.relname
    LOOP
        statements := statements || format(
            'CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING GENERATED '
            'INCLUDING STORAGE INCLUDING COMMENTS)', target, item.relname, template, item.relname);
    END LOOP;
    FOR item IN
        SELECT r.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid) AS definition
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class r ON r.oid = k.conrelid
        WHERE k.connamespace = template::regnamespace AND k.contype IN ('p', 'u', 'c', 'x', 'f')
        ORDER BY k.contype = 'f', r.relname, k.conname
    LOOP
        statements := statements || format(
            'ALTER TABLE %I.%I ADD CONSTRAINT %I %s', target, item.relname, item.conname, item.definition);
    END LOOP;
    FOR item IN
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class r ON r.oid = i.indrelid
        WHERE r.relnamespace = template::regnamespace AND r.relkind = 'r'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    LOOP
        statements := statements || replace(item.definition, format(' ON %I.', template), format(' ON %I.', target));
    END LOOP;

    PERFORM set_config('search_path', format('%I, public', target), true);
    FOREACH statement IN ARRAY statements LOOP
        EXECUTE statement;
    END LOOP;
    EXECUTE format('INSERT INTO %I.django_migrations SELECT * FROM %I.django_migrations', target, template);
    PERFORM setval(pg_get_serial_sequence(format('%I.django_migrations', target), 'id'),
                   (SELECT max(id) + 1 FROM django_migrations), false);

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO vpbx_app', target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO vpbx_app', target);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO vpbx_app', target);
    EXECUTE format('REVOKE ALL ON %I.django_migrations FROM vpbx_app', target);
END
$function$;
REVOKE ALL ON FUNCTION public.tenant_schema_clone(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.tenant_schema_clone(text) TO vpbx_app;
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION public.tenant_schema_clone(text)")]
