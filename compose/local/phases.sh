# Phases of a test run: each is timed, its output is kept, a failed one does not keep the others from running; sourced.

begin_phases() {
  PHASE_LOGS=$VPBX_DATA/log/test PHASES=$PHASE_LOGS/summary FAILED=$PHASE_LOGS/failed
  rm -rf "$PHASE_LOGS"
  mkdir -p "$PHASE_LOGS"
  : >"$PHASES"
}

# phase NAME COMMAND...: output goes to the terminal and to a log of that name.
phase() {
  local name=$1 began=$SECONDS result=ok
  shift
  say "== $name"
  (set -e; "$@") </dev/null 2>&1 | tee "$PHASE_LOGS/$name.log" || result=FAILED
  record_phase "$name" $result $((SECONDS - began))
}

# quiet_phase: the same, but output is only shown when it fails; several may run side by side.
quiet_phase() {
  local name=$1 began=$SECONDS result=ok
  shift
  (set -e; "$@") </dev/null >"$PHASE_LOGS/$name.log" 2>&1 &
  wait $! || result=FAILED
  [ $result = ok ] || { say "== $name FAILED"; tail -n 60 "$PHASE_LOGS/$name.log"; }
  record_phase "$name" $result $((SECONDS - began))
}

record_phase() {
  printf '%-22s %-7s %4d s  %s\n' "$1" "$2" "$3" "$(phase_result "$PHASE_LOGS/$1.log")" >>"$PHASES"
  [ "$2" = ok ] || echo "$1" >>"$FAILED"
}

# What a test runner counted at its end: "2 failed, 7 passed".
phase_result() { sed 's/\x1b\[[0-9;]*m//g' "$1" | tail -n 25 | grep -oE '\b[0-9]+ (passed|failed|errors?)\b' | paste -sd, | sed 's/,/, /g' || true; }

# Prints all phases; ends the command with 1 when one failed.
end_phases() {
  printf '\n'
  cat "$PHASES"
  printf '%-22s %-7s %4d s\n' together "$([ -e "$FAILED" ] && echo FAILED || echo ok)" $SECONDS
  [ ! -e "$FAILED" ] || die "failed: $(paste -sd' ' "$FAILED"); logs are in $PHASE_LOGS"
}
