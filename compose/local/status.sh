# ./run status [--json]; exit code 1 unless every process is healthy; sourced.
[ -e "$VPBX_DATA/etc/supervisor.conf" ] || die "not set up yet: ./run up"
tool control status "$@"
