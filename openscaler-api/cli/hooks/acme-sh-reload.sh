#!/bin/sh
# Reload command of acme.sh: uploads an issued certificate to a load balancer. Install it as
# /usr/local/lib/openscaler/acme-sh-reload.sh, set the load balancer in /etc/openscaler/hook.conf, and run
# `acme.sh --install-cert -d example.com --reloadcmd /usr/local/lib/openscaler/acme-sh-reload.sh` once.
set -eu

# OPENSCALER_LB_ID, and optionally OPENSCALER_URL and TOKEN_FILE.
. "${OPENSCALER_HOOK_CONF:-/etc/openscaler/hook.conf}"

# The serial makes the name: a second run for the same certificate finds it, and a renewed one has another name.
# Not in a pipeline, which would hide that openssl failed.
serial=$(openssl x509 -in "$CERT_FULLCHAIN_PATH" -noout -serial)
serial=$(printf %s "${serial#*=}" | tr A-F a-f)
name="$(printf %s "$Le_Domain" | tr '*' '_')-$serial"

export OPENSCALER_URL="${OPENSCALER_URL:-}"
exec openscaler --quiet --token-file "${TOKEN_FILE:-/etc/openscaler/token}" \
    lb certificate create upload --if-exists ok --lb-id "$OPENSCALER_LB_ID" --name "$name" \
    --cert-content "$CERT_FULLCHAIN_PATH" --cert-content "$CERT_KEY_PATH"
