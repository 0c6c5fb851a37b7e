# Everything that can be said about the code without running the product; sourced. Each check is a phase.

check_code() {
  check_python &
  check_frontend &
  wait
}

check_python() {
  cd "$CLONE"
  quiet_phase ruff ruff check .
  quiet_phase format ruff format --check --diff .
  quiet_phase shell check_shell
  quiet_phase layers lint-imports
  quiet_phase migrations "$PYTHON" manage.py makemigrations --check --dry-run
  quiet_phase schema check_schema
  quiet_phase mypy mypy
}

check_frontend() {
  [ -e "$CLONE/frontend/package.json" ] || return 0
  cd "$CLONE/frontend"
  quiet_phase api-types npm run --silent api -- --check
  quiet_phase tsc npm run --silent types
  quiet_phase eslint npm run --silent lint
  quiet_phase vitest npm run --silent test
}

check_shell() {
  local file
  for file in run .ci/run compose/local/*.sh compose/local/asterisk compose/local/*-start; do bash -n "$file"; done
}

# The committed description of the API is the one that the code gives.
check_schema() {
  local fresh
  fresh=$(mktemp)
  "$PYTHON" manage.py spectacular --validate --fail-on-warn --file "$fresh"
  diff -u frontend/openapi.yaml "$fresh" || { echo "frontend/openapi.yaml is old: manage.py spectacular --file frontend/openapi.yaml"; return 1; }
  rm -f "$fresh"
}
