#!/bin/sh
# Start SSC Desktop from the folder where it was unpacked; say in words what the system lacks.
here=$(dirname "$(readlink -f "$0")")
lacking=""
for library in libGL.so.1 libEGL.so.1 libdbus-1.so.3 libX11.so.6 libxcb.so.1; do
    found=""
    for known in $(/sbin/ldconfig -p 2>/dev/null | grep -o "$library"); do found=$known; done
    [ -n "$found" ] || lacking="$lacking $library"
done
if [ -n "$lacking" ]; then
    echo "These libraries of the system are not found:$lacking" >&2
    echo "Debian, Ubuntu: sudo apt install libgl1 libegl1 libdbus-1-3 libx11-xcb1" >&2
    echo "Fedora:         sudo dnf install libglvnd-glx libglvnd-egl dbus-libs libX11-xcb" >&2
fi
exec "$here/program/ssc-desktop" "$@"
