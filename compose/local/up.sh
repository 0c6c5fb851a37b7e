# ./run up: installs, prepares, starts, waits for health, tells the addresses; sourced.

for part in install tls database release summary; do . "$HERE/$part.sh"; done

parse_options() {
  DETACH='' OPTIONS=()
  while [ $# -gt 0 ]; do
    case $1 in
      --detach) DETACH=1 ;;
      --host | --cert | --key) [ $# -gt 1 ] || die "$1 needs a value"; OPTIONS+=("$1" "$2"); shift ;;
      *) die "up: unknown option $1" ;;
    esac
    shift
  done
}

# Folders of the processes. Each belongs to the user that writes there; nothing else in the data folder is theirs.
make_folders() {
  install -d -o $SERVICE_USER -g $SERVICE_USER -m 700 "$VPBX_DATA"/{redis,media,run/app}
  install -d -o $SERVICE_USER -g $SERVICE_USER -m 750 "$VPBX_DATA"/node "$VPBX_DATA"/node/keys
  install -d -o $SERVICE_USER -g $SERVICE_USER -m 755 "$VPBX_DATA"/static
  install -d -o $SERVICE_USER -g $SERVICE_USER -m 700 "$VPBX_DATA"/run/nginx
}

prepare() {
  install_all
  tool settings write "${OPTIONS[@]}"
  make_folders
  prepare_tls
  tool render
  make_release
  make_cluster
}

# What a running installation was started from; when it is the same and all is healthy, there is nothing to do.
wanted_state() { fingerprint "$VPBX_DATA"/etc/{env,supervisor.conf,nginx.conf,redis.conf,postgresql.conf} "$VPBX_DATA/tls/cert.pem" -- "$(cat "$VPBX_DATA/stamps/release")"; }

is_up_to_date() { [ "$(cat "$VPBX_DATA/stamps/running" 2>/dev/null)" = "$(wanted_state)" ] && tool control status >/dev/null 2>&1; }

start_everything() {
  rm -f "$VPBX_DATA/stamps/running"
  tool control stop
  tool settings ports
  start_supervisor
  tool control start postgres redis
  prepare_database vpbx
  manage app node_register
  tool control start $(tool control programs | grep -vxE 'postgres|redis')
  make_demo
  wanted_state >"$VPBX_DATA/stamps/running"
}

start_supervisor() {
  say "Starting ..."
  ulimit -Sn "$(ulimit -Hn)"
  (cd "$VPBX_DATA" && exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 setsid "$SOFTWARE/venv/bin/supervisord" -c "$VPBX_DATA/etc/supervisor.conf" \
    </dev/null >>"$VPBX_DATA/log/supervisord.out" 2>&1 9>&-) &
}

# Stays until Ctrl-C (or the end of the terminal), then stops everything.
stay() {
  trap 'echo; say "Stopping ..."; tool control stop; say "Stopped."; exit 0' INT TERM HUP
  say "Running. Ctrl-C stops everything."
  while tool_is_running; do sleep 1; done
  die "supervisor ended by itself: see $VPBX_DATA/log/supervisor.log"
}

tool_is_running() { kill -0 "$(cat "$VPBX_DATA/run/supervisor.pid" 2>/dev/null)" 2>/dev/null; }

up() {
  parse_options "$@"
  exec 9>"$VPBX_DATA/run/up.lock"
  flock -n 9 || { say "Another ./run up is at work on $VPBX_DATA; waiting for it"; flock -w 900 9 || die "gave up waiting"; }
  prepare
  if is_up_to_date; then
    say "Already running."
    DETACH=1
  else
    start_everything
  fi
  show_summary
  exec 9>&-
  [ -n "$DETACH" ] || stay
}

[ "$command" != up ] || up "$@"
