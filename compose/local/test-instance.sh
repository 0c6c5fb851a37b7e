# The installation that tests and measurements run on: its own data folder, ports and companies beside the real one, the same
# software; sourced.

# Points everything after it at the test instance. Called once, before anything is read from the data folder.
use_test_instance() {
  export VPBX_SOFTWARE=$SOFTWARE
  export VPBX_PORT_SHIFT=${VPBX_TEST_PORT_SHIFT:-1000} VPBX_BIND=0.0.0.0
  # A test database is made anew after a crash of the machine, so it need not wait for the disk.
  export VPBX_DB_EXTRA='fsync = off'
  VPBX_DATA=$(data_folder "${VPBX_TEST_DATA:-$CLONE/.data-test}")
}

# The test instance without processes: settings, release, cluster. OPTIONS are those of `up`.
prepare_test_instance() {
  OPTIONS=()
  install_all
  prepare
  install_for_tests
}

# Just what unit tests need.
start_databases() {
  tool control stop
  tool settings ports
  start_supervisor
  tool control start postgres redis
  prepare_unit_database
}

# vpbx_test: roles, extensions and rights as in the real one; the tests themselves migrate and fill it.
prepare_unit_database() { run_superuser_script vpbx_test; }

# Environment of tests: the instance's settings, and the other roles under names of their own.
load_test_env() {
  local role
  load_env
  for role in owner recorder; do
    export "VPBX_DB_${role^^}_USER=vpbx_$role" "VPBX_DB_${role^^}_PASSWORD=$(value_in secrets "DB_PASSWORD_${role^^}")"
  done
  export PATH=$SOFTWARE/venv/bin:$PATH
  export VPBX_URL=https://localhost:$VPBX_HTTPS_PORT VPBX_DEMO=$VPBX_DATA/etc/demo.json CHROMIUM=/usr/bin/chromium
}
