# Installs voices for text to speech; sourced. RHVoice stands in Debian's non-free archive, since its voices cannot be trained
# again from what is published; those kept here may be used commercially (docs/speech.md), the others are thrown away.

VOICE_PACKAGES=(rhvoice rhvoice-russian rhvoice-english)
VOICES=(anna irina elena aleksandr slt)

install_voices() {
  step "$SOFTWARE" voices "forky ${VOICE_PACKAGES[*]} ${VOICES[*]}" "Voices (RHVoice)" unpack_voices
}

# Where that archive is out of reach: the one voice of Debian's main archive (180 MB), else one that is hard to understand; RHVoice
# is asked for again at the next start.
install_other_voice() {
  local speech=$SOFTWARE/speech/usr/bin
  [ -x "$speech/RHVoice-test" ] && return
  rm -f "$SOFTWARE/stamps/voices"
  say "note: RHVoice could not be fetched; texts are spoken by festival"
  [ -x "$speech/festival" ] || unpack_speech main festival festvox-ru >"$VPBX_DATA/log/install/festival.log" 2>&1 && return
  say "note: nor could festival; texts are spoken by espeak-ng, which callers understand with difficulty"
  [ -x "$speech/espeak-ng" ] || unpack_speech main espeak-ng >"$VPBX_DATA/log/install/espeak-ng.log" 2>&1 && return
  say "note: nor could espeak-ng; until one of them can, texts are not spoken"
}

unpack_voices() {
  local voice
  unpack_speech "main non-free" "${VOICE_PACKAGES[@]}" || return 0
  for voice in "$SOFTWARE"/speech/usr/share/RHVoice/voices/*; do
    [[ " ${VOICES[*]} " == *" $(basename "$voice") "* ]] || rm -r "$voice"
  done
}

# unpack_speech ARCHIVE PACKAGE...: into the folder `speech`, in the place of what was there. Fails, and leaves that, where they
# cannot be had. apt with lists, packages and state of its own: what this machine takes packages from, and what it has, stays as it
# is. The programs run by the loader and libraries beside them, as Asterisk does.
unpack_speech() {
  local archive=$1 new=$SOFTWARE/speech.new apt=$SOFTWARE/speech.apt package
  shift
  rm -rf "$new" "$apt"
  mkdir -p "$new" "$apt"/{lists,archives}/partial
  touch "$apt/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s forky %s\n' "$(debian_mirror)" "$archive" >"$apt/sources.list"
  voices_apt "$apt" update -q && voices_apt "$apt" install -q -y --download-only --no-install-recommends "$@" || return 1
  for package in "$apt"/archives/*.deb; do dpkg-deb --extract "$package" "$new" || return 1; done
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
