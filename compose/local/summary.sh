# What `up` tells when all is well: addresses and the demo's sign-ins; sourced.

# Makes the demo companies once; later runs change nothing and print the same. The file holds passwords: root only.
make_demo() {
  (umask 077; manage app demo_create >"$VPBX_DATA/etc/demo.json.new") || die "the demo could not be made"
  mv "$VPBX_DATA/etc/demo.json.new" "$VPBX_DATA/etc/demo.json"
}

show_summary() { tool summary; }
