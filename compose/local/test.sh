# ./run test [quick] [PYTEST ARGUMENTS]: sets up an installation of its own, runs everything, stops it again; sourced.
for part in up test-instance; do . "$HERE/$part.sh"; done
use_test_instance
for part in phases checks; do . "$HERE/$part.sh"; done

# Several workers, a file at a time: what a file prepares is costly, and workers share nothing.
BY_FILE=(--dist loadfile -n)

# What starts by itself whatever it needs beyond PostgreSQL and Redis.
UNIT=(tests -m "not system" --ignore=tests/asterisk "${BY_FILE[@]}" "$UNIT_WORKERS")

run_pytest() { cd "$CLONE" && "$PYTHON" -m pytest -q -p no:cacheprovider "$@"; }

run_browser() { cd "$CLONE/frontend" && npm run --silent e2e; }

run_quick() {
  start_databases
  load_test_env
  check_code & local checks=$!
  phase unit run_pytest "${UNIT[@]}" "$@"
  wait $checks || true
}

# Phones mostly wait for each other, so their tests, the checks, and what looks at the installation from outside (small benches, a
# scanner, another machine) run beside the unit tests; what kills processes or drives the browser has the installation for itself.
run_all() {
  start_everything
  prepare_unit_databases
  load_test_env
  check_code & local checks=$!
  quiet_phase asterisk run_pytest tests/asterisk "${BY_FILE[@]}" 2 & local asterisk=$!
  quiet_phase outside run_pytest tests/bench tests/local -m system & local outside=$!
  phase unit run_pytest "${UNIT[@]}"
  wait $checks $asterisk $outside || true
  phase system run_pytest tests -m system --ignore=tests/asterisk --ignore=tests/bench --ignore=tests/local
  [ ! -d "$CLONE/frontend/e2e" ] || phase browser run_browser
}

show_service_logs() {
  [ -e "$FAILED" ] || return 0
  local log
  for log in "$VPBX_DATA"/log/*.log; do
    grep -qE 'Traceback|ERROR|CRITICAL|FATAL' "$log" || continue
    printf '\n--- %s\n' "$log"
    grep -E -A12 'Traceback|ERROR|CRITICAL|FATAL' "$log" | tail -n 25
  done
}

clean_up() {
  trap - EXIT
  tool control stop || true
  rm -f "$VPBX_DATA/stamps/running"
}

mode=all
[ "${1:-}" != quick ] || { mode=quick; shift; }
began_at=$SECONDS
prepare_test_instance
trap clean_up EXIT
trap 'trap "" INT TERM; kill -TERM 0; exit 130' INT TERM # phases in the background do not hear Ctrl-C by themselves
begin_phases
record_phase installation ok $((SECONDS - began_at)) 2>/dev/null
if [ $mode = quick ]; then
  run_quick "$@"
elif [ $# -gt 0 ]; then
  start_everything; prepare_unit_databases; load_test_env
  phase chosen run_pytest "$@"
else
  run_all
fi
show_service_logs
end_phases
