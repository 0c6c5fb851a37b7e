# The certificate of the web server and of SIP over TLS; sourced.

# The given certificate, or one made here for this host, its companies' names and this machine's addresses.
prepare_tls() {
  local cert dir=$VPBX_DATA/tls
  cert=$(value_in choices VPBX_TLS_CERT)
  install -d -m 700 "$dir"
  if [ -n "$cert" ]; then
    use_certificate "$cert" "$(value_in choices VPBX_TLS_KEY)"
  else
    openssl x509 -checkend 604800 -noout -in "$dir/cert.pem" >/dev/null 2>&1 || rm -f "$VPBX_DATA/stamps/tls"
    step "$VPBX_DATA" tls "$(alternative_names)" "TLS certificate (self-made)" make_certificate
  fi
    install -o $SERVICE_USER -g $SERVICE_USER -m 600 "$dir/cert.pem" "$VPBX_DATA/node/keys/sip.crt"
  install -o $SERVICE_USER -g $SERVICE_USER -m 600 "$dir/key.pem" "$VPBX_DATA/node/keys/sip.key"
}

use_certificate() {
  [ -r "$1" ] && [ -r "$2" ] || die "cannot read the certificate $1 or its key $2"
  [ "$(openssl x509 -pubkey -noout -in "$1" 2>/dev/null)" = "$(openssl pkey -pubout -in "$2" 2>/dev/null)" ] || die "$2 is not the key of the certificate $1"
  openssl x509 -checkend 0 -noout -in "$1" >/dev/null || die "the certificate $1 has expired"
  install -m 600 "$1" "$VPBX_DATA/tls/cert.pem"
  install -m 600 "$2" "$VPBX_DATA/tls/key.pem"
  rm -f "$VPBX_DATA/stamps/tls"
}

# subjectAltName for localhost, the host, one level of companies below each, and every address of this machine.
alternative_names() {
  local host names=DNS:localhost,DNS:*.localhost,IP:127.0.0.1,IP:::1 address
  host=$(value_in env VPBX_HOST)
  for address in "$host" "$(value_in env VPBX_SIP_HOST)" $(hostname -I 2>/dev/null); do
    case $address in
      localhost | 127.0.0.1) ;;
      *[!0-9.]*) [[ $address == *:* ]] && names+=,IP:$address || names+=,DNS:$address,DNS:*.$address ;;
      *) names+=,IP:$address ;;
    esac
  done
  tr , '\n' <<<"$names" | awk '!seen[$0]++' | paste -sd,
}

make_certificate() {
  (umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -sha256 \
    -subj "/O=Virtual PBX (self-made)/CN=$(value_in env VPBX_HOST)" -addext "subjectAltName=$(alternative_names)" \
    -addext "keyUsage=critical,digitalSignature" -addext "extendedKeyUsage=serverAuth" \
    -keyout "$VPBX_DATA/tls/key.pem" -out "$VPBX_DATA/tls/cert.pem")
}
