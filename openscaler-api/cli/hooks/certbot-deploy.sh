#!/bin/sh
# Deploy hook of certbot: uploads a renewed certificate to a load balancer. Install it as
# /etc/letsencrypt/renewal-hooks/deploy/openscaler.sh, and set the load balancer in /etc/openscaler/hook.conf.
set -eu

# OPENSCALER_LB_ID, and optionally OPENSCALER_URL and TOKEN_FILE.
. "${OPENSCALER_HOOK_CONF:-/etc/openscaler/hook.conf}"

# The serial makes the name: a second run for the same certificate finds it, and a renewed one has another name.
# Not in a pipeline, which would hide that openssl failed.
serial=$(openssl x509 -in "$RENEWED_LINEAGE/fullchain.pem" -noout -serial)
serial=$(printf %s "${serial#*=}" | tr A-F a-f)
name="$(basename "$RENEWED_LINEAGE")-$serial"

export OPENSCALER_URL="${OPENSCALER_URL:-}"
exec openscaler --quiet --token-file "${TOKEN_FILE:-/etc/openscaler/token}" \
    lb certificate create upload --if-exists ok --lb-id "$OPENSCALER_LB_ID" --name "$name" \
    --cert-content "$RENEWED_LINEAGE/fullchain.pem" --cert-content "$RENEWED_LINEAGE/privkey.pem"
