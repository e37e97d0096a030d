"""Make the packages for Linux of dist/ssc-desktop: `.deb`, `.tar.xz`, sums and list of parts.

`make package` runs it after `make build`. What the .deb depends on is read from the program's own
files: the libraries that they ask for and that are not among them. Both packages are the same,
byte for byte, whenever the program is (SOURCE_DATE_EPOCH).
"""

import argparse
import datetime as dt
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ssc_desktop import __version__  # noqa: E402 - from this checkout
from ssc_desktop.cli import arguments  # noqa: E402

NAME = "ssc-desktop"
_FORMS = ROOT / "packaging" / "linux"
_ICONS = ROOT / "resources" / "icons"
_INSTALLED = Path("usr/lib") / NAME
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)")
_LOADER = "ld-linux"


def deb(program: Path, output: Path) -> Path:
    """Write the package for Debian and its children."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / NAME
        _lay_out(program, root)
        facts = _facts(program)
        facts["KILOBYTES"] = str(sum(p.lstat().st_size for p in root.rglob("*")) // 1024)
        _fill("control", root / "DEBIAN" / "control", facts)
        sums = "".join(f"{_sum(path, 'md5')}  {path.relative_to(root)}\n"
                       for path in _files(root / "usr"))  # fmt: skip
        (root / "DEBIAN" / "md5sums").write_text(sums, encoding="ascii")
        _settle_modes(root)
        target = output / f"{NAME}_{__version__}_{facts['ARCHITECTURE']}.deb"
        build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL, env=_at_the_moment())
    return target


def tar(program: Path, output: Path) -> Path:
    """Write the package for every other Linux: unpacked anywhere, it runs."""
    name = f"{NAME}-{__version__}-linux-{os.uname().machine}"
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / name
        shutil.copytree(program, root / "program", symlinks=True)
        for script in ("start.sh", "install.sh"):
            shutil.copy(_FORMS / script, root / script)
        _fill("README.txt", root / "README.txt", _facts())
        _copy_entry(root / "share", root / "share", root / "share")
        _settle_modes(root)
        target = output / f"{name}.tar.xz"
        with tarfile.open(target, "w:xz") as archive:
            for path in [root, *sorted(root.rglob("*"))]:
                archive.add(path, str(path.relative_to(place)), recursive=False, filter=_plain)
    return target


# ---------------------------------------------------------------- what is in it


def _lay_out(program: Path, root: Path) -> None:
    """The tree of the .deb below `root`."""
    shutil.copytree(program, root / _INSTALLED, symlinks=True)
    command = root / "usr" / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("..") / "lib" / NAME / NAME)
    share = root / "usr" / "share"
    icons = share / "icons" / "hicolor"
    _copy_entry(share / "applications", share / "mime" / "packages",
                icons / "scalable" / "apps")  # fmt: skip
    (icons / "256x256" / "apps").mkdir(parents=True)
    shutil.copy(_ICONS / f"{NAME}.png", icons / "256x256" / "apps")
    facts = _facts()
    _fill(f"{NAME}.metainfo.xml", share / "metainfo" / f"{NAME}.metainfo.xml", facts)
    manual = _filled(f"{NAME}.1", facts | {"OPTIONS": _options(), "COMMANDS": _commands()})
    _pack(manual.encode(), share / "man" / "man1" / f"{NAME}.1.gz")
    papers = share / "doc" / NAME
    papers.mkdir(parents=True)
    shutil.copy(program / "_internal/ssc_desktop/_bundled/licences.txt", papers / "copyright")
    _pack((ROOT / "CHANGELOG.md").read_bytes(), papers / "changelog.gz")


def _copy_entry(entries: Path, kinds: Path, icons: Path) -> None:
    """The entry of the menu, the kinds of files and the icon."""
    for folder, source in ((entries, _FORMS / f"{NAME}.desktop"), (kinds, _FORMS / f"{NAME}.xml"),
                           (icons, _ICONS / f"{NAME}.svg")):  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder)


def _options() -> str:
    """The options for the manual page, as the program tells them."""
    return "\n".join(
        f".TP\n.B {', '.join(one.option_strings)}\n{one.help}".replace("-", r"\-")
        for one in arguments.options()
    )


def _commands() -> str:
    return "\n".join(
        f".TP\n.B {name}\n{text}".replace("-", r"\-") for name, text in arguments.commands()
    )


def _facts(program: Path | None = None) -> dict[str, str]:
    """What the forms in packaging/ leave open."""
    facts = {"VERSION": __version__, "DAY": _moment().date().isoformat()}
    if program is not None:
        asked = ["dpkg", "--print-architecture"]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        facts |= {"ARCHITECTURE": told.strip(), "DEPENDS": ", ".join(depends(program))}
    return facts


def _fill(form: str, target: Path, facts: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_filled(form, facts), encoding="utf-8")


def _filled(form: str, facts: dict[str, str]) -> str:
    text = (_FORMS / form).read_text(encoding="utf-8")
    for name, said in facts.items():
        text = text.replace(f"@{name}@", said)
    return text


def _pack(data: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, mtime=0))


# ---------------------------------------------------------------- what it depends on


def depends(program: Path) -> list[str]:
    """The packages with the libraries that the program asks for and does not bring."""
    brought = {path.name for path in program.rglob("*")}
    asked: set[str] = set()
    newest = (0, 0)
    for path in _files(program):
        if path.name == NAME or ".so" in path.name:
            told = _read_elf(path)
            asked |= set(_NEEDED.findall(told))
            newest = max([newest, *((int(a), int(b)) for a, b in _GLIBC.findall(told))])
    lacking = {one for one in asked - brought if not one.startswith(_LOADER)}
    packages = {_package(one) for one in sorted(lacking)}
    libc = f"libc6 (>= {newest[0]}.{newest[1]})"
    return sorted(packages - {"libc6"} | {libc, *_DATA})


_DATA = ("xkb-data",)
"""What the libraries that we bring read: layouts of keyboards."""


def _read_elf(path: Path) -> str:
    asked = ["readelf", "--wide", "--dynamic", "--version-info", str(path)]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def _package(library: str) -> str:
    """The package of Debian that brings a library."""
    asked = ["dpkg-query", "-S", f"*/{library}"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return told.partition(":")[0]


# ---------------------------------------------------------------- the same every time


def _moment() -> dt.datetime:
    return dt.datetime.fromtimestamp(int(_at_the_moment()["SOURCE_DATE_EPOCH"]), dt.UTC)


def _at_the_moment() -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": "0", **os.environ}


def _settle_modes(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.name == NAME or path.suffix == ".sh"
        path.chmod(0o755 if runs else 0o644)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = int(_moment().timestamp())
    return entry


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _sum(path: Path, kind: str) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, kind).hexdigest()


def _sums(output: Path) -> None:
    """SHA256SUMS of all that is handed out, as `sha256sum --check` reads it."""
    kinds = {".deb", ".xz", ".whl", ".json", ".sscupdate"}
    lines = [f"{_sum(path, 'sha256')}  {path.name}\n" for path in sorted(output.iterdir())
             if path.suffix in kinds]  # fmt: skip
    (output / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def main() -> None:
    """Make what is asked for; everything where nothing is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("kinds", nargs="*", metavar="deb|tar")
    given = parser.parse_args()
    program = given.dist / NAME
    for kind in given.kinds or ("deb", "tar"):
        made = {"deb": deb, "tar": tar}[kind](program, given.dist)
        sys.stdout.write(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB\n")
    parts = program / "_internal/ssc_desktop/_bundled/parts.cdx.json"
    shutil.copyfile(parts, given.dist / f"{NAME}-{__version__}.cdx.json")
    _sums(given.dist)


if __name__ == "__main__":
    main()
