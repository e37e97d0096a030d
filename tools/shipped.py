"""What of others is in the program: the page of licences and the list of parts (CycloneDX).

build.spec calls `write` with the files it collects. Packages of Python come from the lock, as they
are installed; libraries of the system from Debian's own list. Both files are in the program, and
`make package` lays the list of parts beside the packages.
"""

import datetime as dt
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LICENCES = "licences.txt"
PARTS = "parts.cdx.json"

_LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
_LICENCE_FILE = re.compile(r"\.dist-info/.*(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_LINE = "=" * 72


@dataclass(frozen=True, slots=True)
class Part:
    """Something that others made.

    Attributes:
        name, version: as where it came from calls them.
        licence: an SPDX expression or the words of its authors; "" where only texts say it.
        source: package URL (purl).
        texts: of its licences.
    """

    name: str
    version: str
    licence: str
    source: str
    texts: tuple[str, ...]


def write(folder: Path, root: Path, version: str, collected: Iterable[Path]) -> None:
    """Write `licences.txt` and `parts.cdx.json` into `folder`, for the files `collected`."""
    parts = [*_locked(root / "requirements" / "run.lock"), *_of_the_system(collected)]
    ours = sorted((root / "resources" / "licences").iterdir())
    (folder / LICENCES).write_text(_page(parts, root / "LICENSE", ours), encoding="utf-8")
    described = json.dumps(_described(parts, version), indent=1, ensure_ascii=False)
    (folder / PARTS).write_text(described + "\n", encoding="utf-8")


# ---------------------------------------------------------------- who made what


def _locked(lock: Path) -> Iterator[Part]:
    """The packages of the lock that are installed here, and Python."""
    yield _python()
    for name in _LOCKED.findall(lock.read_text(encoding="utf-8")):
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        told = [*_told(found, "License-Expression"), *_told(found, "License")]
        classified = [c.rpartition(" :: ")[2] for c in _told(found, "Classifier")
                      if c.startswith("License ::")]  # fmt: skip
        licence = told[0] if told else ", ".join(classified)
        texts = tuple(
            Path(str(found.locate_file(path))).read_text(encoding="utf-8")
            for path in sorted(found.files or (), key=str)
            if _LICENCE_FILE.search(str(path))
        )
        yield Part(name, found.version, licence, f"pkg:pypi/{name}@{found.version}", texts)


def _told(found: importlib.metadata.Distribution, field: str) -> list[str]:
    return [one for one in found.metadata.get_all(field) or () if one]


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    beside = Path(os.__file__).with_name("LICENSE.txt")
    texts = (beside.read_text(encoding="utf-8"),) if beside.is_file() else ()
    return Part("python", version, "PSF-2.0", f"pkg:generic/python@{version}", texts)


def _of_the_system(collected: Iterable[Path]) -> Iterator[Part]:
    """The packages of Debian that files come from which no wheel brought."""
    if not shutil.which("dpkg-query"):
        return
    wheels = Path(str(importlib.metadata.distribution("alembic").locate_file("")))
    outside = {one.resolve() for one in collected if not one.is_relative_to(wheels)}
    for package in sorted(set(filter(None, map(_package, sorted(outside))))):
        asked = ["dpkg-query", "-W", "-f", "${source:Package} ${Version}", package]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        source, version = told.split()
        plain = package.partition(":")[0]
        text = (Path("/usr/share/doc") / plain / "copyright").read_text(encoding="utf-8")
        purl = f"pkg:deb/debian/{plain}@{version}?upstream={source}"
        yield Part(plain, version, "", purl, (text,))


def _package(path: Path) -> str:
    """The package that brought a file, "" for none; the list may know /lib instead of /usr/lib."""
    for name in (str(path), str(path).removeprefix("/usr")):
        asked = subprocess.run(
            ["dpkg-query", "-S", name], check=False, capture_output=True, text=True
        )
        if asked.returncode == 0:
            return asked.stdout.splitlines()[0].rpartition(": ")[0].partition(",")[0]
    return ""


# ---------------------------------------------------------------- what is written


def _page(parts: list[Part], licence: Path, ours: list[Path]) -> str:
    """All licences, each text once."""
    seen: dict[str, str] = {}
    pieces = [_titled("SSC Desktop", licence.read_text(encoding="utf-8"))]
    pieces.extend(_titled(path.name, path.read_text(encoding="utf-8")) for path in ours)
    for part in parts:
        title = f"{part.name} {part.version}" + (f" ({part.licence})" if part.licence else "")
        texts = []
        for text in part.texts:
            known = seen.setdefault(text, part.name)
            texts.append(text if known == part.name else f"As for {known}.")
        pieces.append(_titled(title, "\n".join(texts) or "See the texts of Qt above."))
    return "\n".join(pieces)


def _titled(title: str, text: str) -> str:
    return f"{_LINE}\n{title}\n{_LINE}\n\n{text.strip()}\n"


def _described(parts: list[Part], version: str) -> dict[str, Any]:
    components = [
        {
            "type": "library",
            "bom-ref": part.source,
            "name": part.name,
            "version": part.version,
            "purl": part.source,
            **({"licenses": [{"license": {"name": part.licence}}]} if part.licence else {}),
        }
        for part in parts
    ]
    sums = hashlib.sha256(json.dumps(components).encode()).digest()
    moment = dt.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), dt.UTC)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.UUID(bytes=sums[:16], version=4).urn,
        "version": 1,
        "metadata": {
            "timestamp": moment.isoformat(),
            "component": {"type": "application", "name": "ssc-desktop", "version": version,
                          "licenses": [{"license": {"id": "Apache-2.0"}}]},
        },
        "components": components,
    }  # fmt: skip
