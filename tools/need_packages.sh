#!/bin/sh
# Install the Debian packages named as arguments where they are missing; without the right to,
# say which one command does it. Other systems bring their own libraries: nothing happens there.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0

missing=""
for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
done
[ -n "$missing" ] || exit 0

# a package may be there under another name (libglib2.0-0t64), or its libraries may be
if [ "$(id -u)" -ne 0 ]; then
    echo "Some system packages are missing. Please type this once, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
apt="apt-get -qq -o DPkg::Lock::Timeout=300"
# shellcheck disable=SC2086
$apt update >/dev/null
# shellcheck disable=SC2086
$apt install --no-install-recommends -y $missing >/dev/null
