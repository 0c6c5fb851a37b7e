# ./run down: stops every process of this installation, and nothing else; sourced.
[ -x "$PYTHON" ] || { say "Nothing is installed here yet."; exit 0; }
tool control stop
rm -f "$VPBX_DATA/stamps/running"
say "Stopped."
