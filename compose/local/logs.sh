# ./run logs [PROCESS]: follows one log, or all; sourced.
if [ $# -gt 0 ]; then
  files=("$VPBX_DATA/log/$1.log")
  [ -e "${files[0]}" ] || die "no log of $1; there are: $(cd "$VPBX_DATA/log" && ls ./*.log 2>/dev/null | sed 's|^\./||; s|\.log$||' | paste -sd' ')"
else
  files=("$VPBX_DATA"/log/*.log)
fi
exec tail -n 100 -F "${files[@]}"
