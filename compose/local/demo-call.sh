# ./run demo-call: two simulated phones, real SIP and audio, through the running system; sourced.
[ -e "$VPBX_DATA/etc/demo.json" ] && tool control status >/dev/null || die "the system is not running, or not healthy: ./run up --detach, ./run status"
load_env
export VPBX_DEMO=$VPBX_DATA/etc/demo.json
cd "$CLONE"
exec "$PYTHON" compose/local/demo_call.py "$@"
