# ./run up: installs, prepares, starts, waits for health, tells the addresses; sourced.

for part in install tls database release summary; do . "$HERE/$part.sh"; done

parse_options() {
  DETACH='' INSTALL_ONLY='' OPTIONS=()
  while [ $# -gt 0 ]; do
    case $1 in
      --detach) DETACH=1 ;;
      --install-only) INSTALL_ONLY=1 ;;
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
  name_this_machine
  tool settings write "${OPTIONS[@]}"
  make_folders
  prepare_tls
  tool render
  make_release
  make_cluster
}

# Asterisk asks for this machine's own name at every call; where no file answers, each call stalls for the resolver's time-out.
name_this_machine() {
  grep -qwF -- "$(hostname)" /etc/hosts 2>/dev/null || printf '127.0.1.1 %s\n' "$(hostname)" >>/etc/hosts ||
    say "note: cannot write /etc/hosts; add this machine's name ($(hostname)) there, else calls start slowly"
}

# What a running installation was started from; when it is the same and all is healthy, there is nothing to do.
wanted_state() { fingerprint "$VPBX_DATA"/etc/{env,supervisor.conf,nginx.conf,redis.conf,postgresql.conf} "$VPBX_DATA/tls/cert.pem" -- "$(cat "$VPBX_DATA/stamps/release")"; }

is_up_to_date() { [ "$(cat "$VPBX_DATA/stamps/running" 2>/dev/null)" = "$(wanted_state)" ] && supervisor_runs; }

supervisor_runs() { kill -0 "$(cat "$VPBX_DATA/run/supervisor.pid" 2>/dev/null)" 2>/dev/null; }

# What already runs from the same state is left alone; a process of it that stands still is started again.
start_what_is_missing() {
  is_up_to_date && tool control start $(tool control programs) >"$VPBX_DATA/log/install/again.log" 2>&1 || return 1
  say "Already running."
}

start_everything() {
  rm -f "$VPBX_DATA/stamps/running"
  if may_keep_asterisk && tool control renew; then
    say "Renewing ... Asterisk and its calls go on."
  else
    tool control stop
    tool settings ports
    start_supervisor
  fi
  tool control start postgres redis
  prepare_database vpbx
  manage app node_register
  tool control start $(tool control programs | grep -vxE 'postgres|redis')
  make_demo
  asterisk_state >"$VPBX_DATA/stamps/asterisk"
  wanted_state >"$VPBX_DATA/stamps/running"
}

# What a running Asterisk was started from, apart from its own files.
asterisk_state() { fingerprint "$VPBX_DATA"/{etc/env,node/keys} "$CLONE"/compose/local/asterisk* -- "$(cat "$SOFTWARE"/stamps/{asterisk,python})"; }

# A new release ends no calls while all that Asterisk reads at its start is as it was. The stamp comes back when all is started, so
# that files which were renewed here and never read count as changed.
may_keep_asterisk() {
  [ "$(cat "$VPBX_DATA/stamps/asterisk" 2>/dev/null)" = "$(asterisk_state)" ] && supervisor_runs || return 1
  rm -f "$VPBX_DATA/stamps/asterisk"
  renew_node_files | grep -q ': 0 configuration files written$'
}

renew_node_files() {
  (
    load_env
    cd "$VPBX_DATA/app"
    exec setpriv --reuid $SERVICE_USER --regid $SERVICE_USER --init-groups "$PYTHON" -m telephony.asterisk.node_files
  )
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
  while supervisor_runs; do sleep 1; done
  die "supervisor ended by itself: see $VPBX_DATA/log/supervisor.log"
}

# Ctrl-C before all is up: the installation steps end with it (in the background they do not hear Ctrl-C by themselves).
interrupted() {
  trap '' INT TERM
  kill -TERM 0
  ! supervisor_runs || tool control stop
  printf '\n'
  say "Interrupted; the next ./run up goes on from here."
  exit 130
}

up() {
  parse_options "$@"
  exec 9>"$VPBX_DATA/run/up.lock"
  flock -n 9 || { say "Another ./run up is at work on $VPBX_DATA; waiting for it"; flock -w 900 9 || die "gave up waiting"; }
  trap interrupted INT TERM
  install_all
  [ -z "$INSTALL_ONLY" ] || { say "Installed."; exit 0; }
  prepare
  if start_what_is_missing; then DETACH=1; else start_everything; fi
  show_summary
  exec 9>&-
  trap - INT TERM
  [ -n "$DETACH" ] || stay
}

[ "$command" != up ] || up "$@"
