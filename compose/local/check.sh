# ./run check: code only, no process is started; sourced.
for part in up test-instance; do . "$HERE/$part.sh"; done
use_test_instance
for part in phases checks; do . "$HERE/$part.sh"; done
prepare_test_instance
load_test_env
begin_phases
check_code
end_phases
