# The cluster and the databases in it; sourced.

# A cluster of its own, made aside and moved into place whole, so that a half-made one is never taken for good.
make_cluster() {
  local log=$VPBX_DATA/log/install/initdb.log
  [ -e "$VPBX_DATA/pg/PG_VERSION" ] || run_initdb >"$log" 2>&1 || { tail "$log" >&2; die "could not make the PostgreSQL cluster"; }
}

run_initdb() {
  local bin new=$VPBX_DATA/pg.new password=$VPBX_DATA/run/initdb.password failed=0
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  rm -rf "$new"
  install -d -o $DATABASE_USER -g $DATABASE_USER -m 700 "$new"
  install -o $DATABASE_USER -m 600 /dev/null "$password"
  value_in secrets DB_PASSWORD_SUPERUSER >"$password"
  (cd / && runuser -u $DATABASE_USER -- "$bin/initdb" -D "$new" --encoding=UTF8 --data-checksums --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=und --username=postgres --auth=scram-sha-256 --pwfile="$password") || failed=1
  rm -f "$password"
  [ $failed = 0 ] && mv "$new" "$VPBX_DATA/pg"
}

# prepare_database NAME: roles, rights and extensions by the superuser, then migrations by the owner. Skipped while neither the
# release nor the cluster changed.
prepare_database() {
  step "$VPBX_DATA" "database-$1" "$(cat "$VPBX_DATA/stamps/release") $(stat -c %i-%W "$VPBX_DATA/pg/PG_VERSION")" "Database $1" migrate "$1"
}

migrate() {
  run_superuser_script "$1"
  export DATABASE=$1
  manage owner migrate_schemas --shared --noinput
  manage owner template_migrate
}

run_superuser_script() {
  local role variables=(-v "db=$1")
  for role in owner app recorder; do variables+=(-v "${role}_password=$(value_in secrets "DB_PASSWORD_${role^^}")"); done
  PGPASSWORD=$(value_in secrets DB_PASSWORD_SUPERUSER) psql -X -q -h 127.0.0.1 -p "$(value_in env VPBX_DB_PORT)" -U postgres \
    "${variables[@]}" -f "$CLONE/compose/local/database.sql" postgres
}
