#!/bin/sh
# lock.sh UV: pin every requirement with its hashes, for all platforms and Python 3.11 to 3.13.
# No address of an index gets into the files: pip asks the one it is set up with.
set -eu
uv=$1
how="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet"
# shellcheck disable=SC2086
"$uv" pip compile pyproject.toml $how --output-file requirements/run.lock
# shellcheck disable=SC2086
"$uv" pip compile pyproject.toml --group dev --constraint requirements/run.lock $how --output-file requirements/dev.lock
