#!/bin/sh
# need_venv.sh PYTHON FOLDER: make a virtual environment, with what Debian parts from Python.
set -eu
python=$1
folder=$2
[ -x "$folder/bin/python" ] || [ -x "$folder/Scripts/python" ] && exit 0

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
    echo "SSC Desktop needs Python 3.11, 3.12 or 3.13; $python is another. Try: make PYTHON=python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    sh "$(dirname "$0")/need_packages.sh" "python$version-venv"
fi
"$python" -m venv "$folder"
