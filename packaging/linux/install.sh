#!/bin/sh
# Put SSC Desktop into the menu of this person, with its kinds of files; `--remove` takes it out.
# The program stays in this folder; no right of the administrator is needed.
set -eu
here=$(dirname "$(readlink -f "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/ssc-desktop.desktop
kinds=$data/mime/packages/ssc-desktop.xml
icon=$data/icons/hicolor/scalable/apps/ssc-desktop.svg

tell_desktop() {
    if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime"; fi
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database "$data/applications"
    fi
}

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$kinds" "$icon"
    tell_desktop
    echo "SSC Desktop is no longer in the menu. Your stories stay in $data/ssc-desktop."
    exit 0
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$kinds")" "$(dirname "$icon")"
sed "s|^Exec=ssc-desktop|Exec=\"$here/start.sh\"|" "$here/share/ssc-desktop.desktop" >"$entry"
cp "$here/share/ssc-desktop.xml" "$kinds"
cp "$here/share/ssc-desktop.svg" "$icon"
tell_desktop
echo "SSC Desktop is in the menu now."
