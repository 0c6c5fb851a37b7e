# ./run bench [NAME]: measurements on the test instance, written as JSON; sourced.
for part in up test-instance; do . "$HERE/$part.sh"; done
use_test_instance
prepare_test_instance
start_what_is_missing || start_everything
load_test_env
trap 'tool control stop; rm -f "$VPBX_DATA/stamps/running"' EXIT
trap 'exit 130' INT TERM
cd "$CLONE"
"$PYTHON" -m tests.bench "$@"
