# Installs voices for text to speech; sourced. RHVoice stands in Debian's non-free archive, since its voices cannot be trained
# again from what is published; those kept here may be used commercially (docs/speech.md), the others are thrown away.

VOICE_PACKAGES=(rhvoice rhvoice-russian rhvoice-english)
VOICES=(anna irina elena aleksandr slt)

install_voices() {
  step "$SOFTWARE" voices "forky ${VOICE_PACKAGES[*]} ${VOICES[*]}" "Voices (RHVoice)" unpack_voices
}

# Where that archive is out of reach: a voice of the main one; the other is asked for again at the next start.
install_other_voice() {
  [ -x "$SOFTWARE/speech/usr/bin/RHVoice-test" ] && return
  rm -f "$SOFTWARE/stamps/voices"
  say "note: RHVoice could not be fetched; texts are spoken by festival"
  install_packages voices festival festvox-ru
}

# apt with lists, packages and state of its own: what this machine takes packages from, and what it has, stays as it is. The
# programs run by the loader and libraries beside them, as Asterisk does.
unpack_voices() {
  local new=$SOFTWARE/speech.new apt=$SOFTWARE/speech.apt package voice
  rm -rf "$new" "$apt"
  mkdir -p "$new" "$apt"/{lists,archives}/partial
  touch "$apt/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s forky main non-free\n' "$(debian_mirror)" >"$apt/sources.list"
  voices_apt "$apt" update -q && voices_apt "$apt" install -q -y --download-only --no-install-recommends "${VOICE_PACKAGES[@]}" || return 0
  for package in "$apt"/archives/*.deb; do dpkg-deb --extract "$package" "$new"; done
  for voice in "$new"/usr/share/RHVoice/voices/*; do
    [[ " ${VOICES[*]} " == *" $(basename "$voice") "* ]] || rm -r "$voice"
  done
  rm -rf "$apt" "$SOFTWARE/speech"
  mv "$new" "$SOFTWARE/speech"
}

voices_apt() {
  local apt=$1
  shift
  apt-get -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$apt/lists" \
    -o Dir::State::Status="$apt/status" -o Dir::Cache::Archives="$apt/archives" -o Dir::Cache::PkgCache= -o Dir::Cache::SrcPkgCache= \
    -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}
