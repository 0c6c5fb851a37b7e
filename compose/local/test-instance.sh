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
  prepare_unit_databases
}

UNIT_WORKERS=$(( $(nproc) + 1 )) # they wait for phones and time-outs more than they compute

# Databases of unit tests, one for each worker and one for a run without: roles, extensions and rights as in the real one; the
# tests themselves migrate and fill them. VPBX_TEST_DATABASE names others, for a run beside this one.
prepare_unit_databases() {
  local worker name=${VPBX_TEST_DATABASE:-vpbx_test}
  run_superuser_script "$name"
  for ((worker = 0; worker < UNIT_WORKERS; worker++)); do run_superuser_script "${name}_gw$worker"; done
}

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
