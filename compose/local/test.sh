# ./run test [quick] [PYTEST ARGUMENTS]: sets up an installation of its own, runs everything, stops it again; sourced.
for part in up test-instance; do . "$HERE/$part.sh"; done
use_test_instance
for part in phases checks; do . "$HERE/$part.sh"; done

# What runs against PostgreSQL and Redis alone; what calls through Asterisk; what needs the whole system.
UNIT=(tests -m "not asterisk and not system and not browser" --ignore=tests/asterisk)

run_pytest() { cd "$CLONE" && "$PYTHON" -m pytest -q -p no:cacheprovider "$@"; }

run_browser() { cd "$CLONE/frontend" && npm run --silent e2e; }

run_quick() {
  start_databases
  load_test_env
  check_code & local checks=$!
  phase unit run_pytest "${UNIT[@]}" "$@"
  wait $checks || true
}

# Phones mostly wait for each other, so their tests and the checks run beside the unit tests; what kills processes or drives
# the browser has the installation for itself.
run_all() {
  start_everything
  prepare_unit_database
  load_test_env
  check_code & local checks=$!
  quiet_phase asterisk run_pytest tests/asterisk -n 2 --dist loadfile --seed $RANDOM & local asterisk=$!
  phase unit run_pytest "${UNIT[@]}"
  wait $checks || true
  wait $asterisk || true
  phase system run_pytest tests -m "system or browser" --ignore=tests/asterisk
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
  start_everything; prepare_unit_database; load_test_env
  phase chosen run_pytest "$@"
else
  run_all
fi
show_service_logs
end_phases
