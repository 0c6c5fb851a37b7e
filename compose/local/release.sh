# The release: a copy of the code that the processes run, so that work in the clone disturbs nothing that runs; sourced.

RELEASE_PARTS=(manage.py vpbx tenants telephony billing asterisk-templates compose locale frontend/dist)

make_release() {
  local parts=()
  cd "$CLONE"
  for part in "${RELEASE_PARTS[@]}"; do [ ! -e "$part" ] || parts+=("$part"); done
  [ -d "$VPBX_DATA/app" ] || rm -f "$VPBX_DATA/stamps/release"
  step "$VPBX_DATA" release "$(fingerprint "${parts[@]}" "$VPBX_DATA/etc/env")" "Release" copy_release "${parts[@]}"
}

copy_release() {
  local new=$VPBX_DATA/app.new
  rm -rf "$new"
  mkdir -m 755 "$new"
  tar -C "$CLONE" --exclude=__pycache__ --exclude=node_modules -cf - "$@" | tar -C "$new" --no-same-owner -xf -
  chmod -R a+rX,go-w "$new"
  local catalogue
  for catalogue in "$new"/locale/*/LC_MESSAGES/*.po; do msgfmt -o "${catalogue%.po}.mo" "$catalogue"; done
  "$PYTHON" -m compileall -q -j 2 "$new" || true
  rm -rf "$VPBX_DATA/app"
  mv "$new" "$VPBX_DATA/app"
  manage app collectstatic --noinput --clear -v 0
}
