#!/bin/sh
# Install the Debian packages named as arguments where they are missing; without the right to,
# say which one command does it. Other systems bring their own libraries: nothing happens there.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0

# what is installed provides other names too: libglib2.0-0t64 is a libglib2.0-0
there=$(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides},\n' | sed -n 's/^installed / /p')
missing=""
for name in "$@"; do
    case "$there" in
        *" $name,"* | *" $name ("*) ;;
        *) missing="$missing $name" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Some system packages are missing. Please type this once, then try again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
apt="apt-get -qq -o DPkg::Lock::Timeout=300"
$apt update >/dev/null
# shellcheck disable=SC2086
$apt install --no-install-recommends -y $missing >/dev/null
