# Paths and helpers shared by every command of `run`; sourced, never run by itself.
# Sets CLONE (given), VPBX_DATA (real path of the data folder), SOFTWARE, PYTHON.

SERVICE_USER=vpbx
DATABASE_USER=postgres # comes with Debian's package; owns the cluster's files, so that no service can read them

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
die() { printf 'run: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || die "needs root: it installs packages and starts services under their own users"

# True where other users may pass through every folder above PATH, and sockets inside keep below the kernel's 107 bytes.
is_fit_for_services() {
  local dir=$1
  [ ${#dir} -le 70 ] || return 1
  while [ "$dir" != / ]; do
    dir=$(dirname "$dir")
    [ ! -e "$dir" ] || (( 0$(stat -c %a "$dir") & 1 )) || return 1
  done
}

# Prints the real folder behind PATH. Below a closed folder (/root) the data goes to /var/lib and PATH becomes a link to it.
data_folder() {
  local path real
  path=$(realpath -ms "$1")
  if [ -L "$path" ]; then
    real=$(readlink -m "$path")
  elif is_fit_for_services "$path"; then
    real=$path
  else
    [ ! -e "$path" ] || die "$path: services cannot reach this folder; move it away, or set VPBX_DATA"
    real=/var/lib/vpbx-$(printf %s "$path" | sha256sum | cut -c1-8)
    mkdir -p "$(dirname "$path")"
    ln -sfn "$real" "$path"
  fi
  mkdir -p "$real"/{etc,log/install,run,stamps}
  chmod 711 "$real" "$real/etc" "$real/run"
  chmod 755 "$real/log"
  printf %s "$real"
}

VPBX_DATA=$(data_folder "${VPBX_DATA:-$CLONE/.data}")
SOFTWARE=${VPBX_SOFTWARE:-$VPBX_DATA/software}
mkdir -p "$SOFTWARE/stamps"
PYTHON=$SOFTWARE/venv/bin/python
export VPBX_DATA PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

# One fingerprint of all files below the given paths (names and content), of the words after `--`, or of both.
fingerprint() {
  local paths=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do paths+=("$1"); shift; done
  {
    [ ${#paths[@]} -eq 0 ] || find "${paths[@]}" -type f ! -name '*.pyc' ! -path '*/node_modules/*' -print0 2>/dev/null |
      sort -z | xargs -0r sha256sum | sed "s| $CLONE/| |"
    printf '%s\n' "$@"
  } | sha256sum | cut -d' ' -f1
}

# step FOLDER NAME KEY TITLE COMMAND...: runs COMMAND unless it already ended well for the same KEY.
# The stamp goes before the work and comes back after it, so half a step is done again. Output goes to a log that is
# shown when it fails; every 15 seconds its last line tells that work goes on.
step() {
  local stamp=$1/stamps/$2 log=$VPBX_DATA/log/install/$2.log key=$3 title=$4 began=$SECONDS pid
  shift 4
  [ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || return 0
  rm -f "$stamp"
  say "$title ..."
  (set -e; "$@") </dev/null >"$log" 2>&1 &
  pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep 0.2
    (( (SECONDS - began) % 15 || SECONDS == began )) || { show_progress "$title" $((SECONDS - began)) "$log"; sleep 1; }
  done
  if wait $pid; then
    printf '%s\n' "$key" >"$stamp"
    say "$title: done in $((SECONDS - began)) s"
  else
    tail -n 25 "$log" >&2
    die "$title failed; the whole output is in $log"
  fi
}

show_progress() { say "  $1: $2 s  $(tail -n 1 "$3" | tr -d '\r' | cut -c1-90)"; }

# Runs the given functions side by side; one that fails ends the command after the others are through.
side_by_side() {
  local job pids=() failed=0
  for job in "$@"; do ($job) & pids+=($!); done
  for job in "${pids[@]}"; do wait "$job" || failed=1; done
  [ $failed = 0 ] || exit 1
}

# Exports the running system's settings; arguments name further files (owner, recorder) that change the database role.
load_env() {
  local file
  [ -e "$VPBX_DATA/etc/env" ] || die "not set up yet: ./run up"
  set -a
  for file in "$VPBX_DATA/etc/env" "${@/#/$VPBX_DATA/etc/env.}"; do . "$file"; done
  set +a
}

# manage ROLE ARGUMENTS...: manage.py of the release, as the service user; ROLE (app, owner, recorder) is the database role.
# DATABASE names another database than the installation's own, RUN_AS another user than the service user.
manage() {
  local role=$1 user=${RUN_AS:-$SERVICE_USER}
  shift
  (
    if [ "$role" = app ]; then load_env; else load_env "$role"; fi
    [ -z "${DATABASE:-}" ] || export VPBX_DB_NAME=$DATABASE
    cd "$VPBX_DATA/app"
    exec setpriv --reuid "$user" --regid "$user" --init-groups "$PYTHON" manage.py "$@"
  )
}

# The Python tools beside this file (settings, control): they know processes, ports and health.
tool() { "$PYTHON" "$CLONE/compose/local/$1.py" "${@:2}"; }

# value_in FILE NAME: one value of etc/FILE (choices, env, secrets).
value_in() { sed -n "s/^$2=//p" "$VPBX_DATA/etc/$1"; }
