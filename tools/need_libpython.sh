#!/bin/sh
# need_libpython.sh PYTHON: a program folder needs Python as a library and binutils to strip it;
# Debian parts the library from its own Python.
set -eu
tools=$(dirname "$0")
library=$("$1" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2] if sys.base_prefix == "/usr" else "")')
# shellcheck disable=SC2086
sh "$tools/need_packages.sh" binutils $library
