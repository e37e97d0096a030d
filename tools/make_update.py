"""Write an update file: our code as bytecode, described, and signed with `minisign`.

`python tools/make_update.py --key release.key` writes dist/ssc-desktop-VERSION.sscupdate. The key
is one that `minisign -G` made; minisign asks for its passphrase. The version is that of the code.
`base` says what an update must fit; build.spec asks it too.
"""

import argparse
import ast
import datetime as dt
import hashlib
import importlib.util
import json
import os
import py_compile
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ssc_desktop.services import updating  # noqa: E402 - from this checkout

_PACKAGES = ("ssc_desktop", "ui")
_DATA = ("migrations", "resources")
_NOT_SHIPPED = re.compile(r"__pycache__|\.pot?$")
_VERSION = re.compile(r'^__version__ = "([\d.]+)"$', re.MULTILINE)
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in the ZIP, so that the same code makes the same file."""


def base(root: Path) -> dict[str, Any]:
    """What the code under `root` is and needs, as `ssc_desktop.program.Base` has it."""
    init = (root / "ssc_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = _VERSION.search(init)
    if found is None:
        raise ValueError("no version")
    lock = (root / "requirements" / "run.lock").read_bytes()
    return {
        "version": found[1],
        "python": importlib.util.MAGIC_NUMBER.hex(),
        "libraries": hashlib.sha256(lock).hexdigest(),
        "imports": sorted(set(_imports(root))),
    }


def _imports(root: Path) -> Iterator[str]:
    """Every module of others that our packages import somewhere."""
    for path in _sources(root):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            yield from (name for name in names if name.partition(".")[0] not in _PACKAGES)


def _sources(root: Path) -> list[Path]:
    return [path for one in _PACKAGES for path in sorted((root / one).rglob("*.py"))]


def _files(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What an update is made of: names and bytes."""
    for path in _sources(root):
        name = path.relative_to(root).as_posix()
        compiled = folder / "compiled"
        py_compile.compile(
            str(path),
            str(compiled),
            name,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        yield f"{name}c", compiled.read_bytes()
    for one in _DATA:
        for path in sorted((root / one).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not _NOT_SHIPPED.search(name):
                yield f"ssc_desktop/_bundled/{name}", path.read_bytes()


def _day() -> str:
    """The day of what is built: SOURCE_DATE_EPOCH, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = float(epoch) if epoch else dt.datetime.now(dt.UTC).timestamp()
    return dt.datetime.fromtimestamp(moment, dt.UTC).date().isoformat()


def write(root: Path, key: Path, notes: str, target: Path) -> None:
    """Write the update of the code under `root`, signed with the key in the file `key`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        held = dict(_files(root, folder))
        facts = base(root)
        described = {
            "format": updating.FORMAT,
            "made": _day(),
            "notes": notes,
            **facts,
            "files": {
                one: [len(data), hashlib.sha256(data).hexdigest()] for one, data in held.items()
            },
        }
        description = folder / updating.DESCRIPTION
        description.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        sign = ["minisign", "-S", "-t", updating.COMMENT, "-s", key, "-m", description]
        subprocess.run(list(map(str, sign)), check=True, stdout=subprocess.DEVNULL)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in (updating.DESCRIPTION, updating.SIGNATURE):
                _add(archive, one, (folder / one).read_bytes())
            for one, data in held.items():
                _add(archive, updating.CONTENT + one, data)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, data, compresslevel=9)


def main() -> None:
    """Write the update file and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--notes", type=Path, help="a text file: what is new, for people")
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    version = base(given.root)["version"]
    target = given.output / f"ssc-desktop-{version}{updating.ENDING}"
    notes = given.notes.read_text(encoding="utf-8").strip() if given.notes else ""
    write(given.root, given.key, notes, target)
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
