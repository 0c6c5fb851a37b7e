# What `up` tells when all is well: addresses and the demo's sign-ins; sourced.

# Makes the demo companies once; later runs change nothing. Its file holds passwords, so root runs it and alone reads it.
make_demo() {
  RUN_AS=root manage app demo_create --state "$VPBX_DATA/etc/demo.json" >"$VPBX_DATA/log/install/demo.log" 2>&1 ||
    { tail -n 20 "$VPBX_DATA/log/install/demo.log" >&2; die "the demo could not be made"; }
}

show_summary() { tool summary; }
