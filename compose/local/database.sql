-- What only a superuser may do; safe to repeat. psql variables: db, owner_password, app_password, recorder_password.
-- Three roles: vpbx_owner owns and migrates, vpbx_app works under row-level security, vpbx_recorder writes call events
-- (COPY is refused to a role that the policies bind).
\set ON_ERROR_STOP on
\set QUIET on

SELECT format('CREATE ROLE %I LOGIN', role)
FROM unnest(ARRAY['vpbx_owner', 'vpbx_app', 'vpbx_recorder']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

ALTER ROLE vpbx_owner PASSWORD :'owner_password' INHERIT NOSUPERUSER NOBYPASSRLS;
ALTER ROLE vpbx_app PASSWORD :'app_password' NOINHERIT NOSUPERUSER NOBYPASSRLS;
ALTER ROLE vpbx_recorder PASSWORD :'recorder_password' NOINHERIT NOSUPERUSER BYPASSRLS;

SELECT format('CREATE DATABASE %I OWNER vpbx_owner TEMPLATE template0', :'db')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'db') \gexec

\connect :db
REVOKE ALL ON DATABASE :"db" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"db" TO vpbx_app, vpbx_recorder;
GRANT USAGE ON SCHEMA public TO vpbx_app, vpbx_recorder;
ALTER DEFAULT PRIVILEGES FOR ROLE vpbx_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO vpbx_app;
ALTER DEFAULT PRIVILEGES FOR ROLE vpbx_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO vpbx_app;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Under a row-level policy an operator that is not leakproof is never an index condition; these two make number search
-- by part an index scan. They can tell a caller nothing but whether two texts match.
ALTER FUNCTION pg_catalog.textlike(text, text) LEAKPROOF;
ALTER FUNCTION pg_catalog.texticlike(text, text) LEAKPROOF;
