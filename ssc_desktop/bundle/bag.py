"""The BagIt side of a bundle (RFC 8493): names, manifests, and the few lines of bag-info."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ssc_desktop import __version__
from ssc_desktop.bundle.refusals import damaged
from ssc_desktop.history.identifiers import digest, is_id

BAGIT: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
SIGNATURE: Final = "tagmanifest-sha256.txt.minisig"
TAG_FILES: Final = (BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, SIGNATURE)
"""What stands beside `data/`, in the order in which it is written."""

HEADER: Final = "data/bundle.json"
DEVICES: Final = "data/devices.jsonl"
CUTS: Final = "data/cuts/"
REVISIONS: Final = "data/revisions/"
BLOBS: Final = "data/blobs/"
CHUNKS: Final = "data/chunks/"
MATTER: Final = (CUTS, REVISIONS, BLOBS, CHUNKS)
"""Where stories and their attachments lie; a bundle that is a message has none."""
CRATE: Final = "data/ro-crate-metadata.json"
PREVIEW: Final = "data/ro-crate-preview.html"

BAGIT_BYTES: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PROFILE: Final = "urn:x-ssc:bundle-profile:1.0"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")
_BLOB = re.compile(r"data/blobs/([0-9a-f]{2})/(\1[0-9a-f]{62})\.[a-z0-9]{1,8}")
_PIECE = re.compile(r"data/chunks/([0-9a-f]{64})/([0-9]{4})-of-([0-9]{4})")
_OXUM = re.compile(r"([0-9]{1,19})\.([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Sum:
    """A file's SHA-256 and size."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an attachment that is larger than a part may be: the `n`th, from 1, `of` all."""

    sha256: str
    n: int
    of: int


def sum_of(data: bytes) -> Sum:
    """The sum of a small file."""
    return Sum(digest(data), len(data))


def top_folder(bundle: str) -> str:
    """The one folder of a bundle, with its slash."""
    return f"ssc-{bundle}/"


def bundle_in(top: str) -> str:
    """The bundle id in a top folder's name; raises Refusal where it is none."""
    bundle = top.removeprefix("ssc-")
    if bundle == top or not is_id(bundle):
        raise damaged("top folder")
    return bundle


def blob_name(sha256: str, ending: str) -> str:
    """Where an attachment lies in the bag."""
    return f"{BLOBS}{sha256[:2]}/{sha256}.{ending}"


def blob_in(name: str) -> str:
    """The SHA-256 in an attachment's name; raises Refusal where it has none."""
    form = _BLOB.fullmatch(name)
    if form is None:
        raise damaged("attachment name")
    return form[2]


def piece_name(piece: Piece) -> str:
    """Where a piece of an attachment lies in the bag."""
    return f"{CHUNKS}{piece.sha256}/{piece.n:04d}-of-{piece.of:04d}"


def piece_in(name: str) -> Piece:
    """The piece that a name tells; raises Refusal where it tells none."""
    form = _PIECE.fullmatch(name)
    if form is None or not 1 <= int(form[2]) <= int(form[3]):
        raise damaged("piece name")
    return Piece(form[1], int(form[2]), int(form[3]))


def manifest(sums: Mapping[str, Sum]) -> bytes:
    """The manifest over these files, sorted by path, as `sha256sum -c` reads it."""
    return "".join(f"{sums[path].sha256}  {path}\n" for path in sorted(sums)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str]:
    """SHA-256 by path; raises Refusal for a line that is none, or out of order."""
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise damaged("manifest") from error
    if lines.pop():
        raise damaged("manifest")
    sums: dict[str, str] = {}
    last = ""
    for line in lines:
        form = _LINE.fullmatch(line)
        if form is None or form[2] <= last:
            raise damaged("manifest")
        last = form[2]
        sums[last] = form[1]
    return sums


def bag_info(bundle: str, day: str, sums: Iterable[Sum], group: str = "") -> bytes:
    """The bytes of `bag-info.txt`; `day` is YYYY-MM-DD, `group` as `part_lines` makes it."""
    return (
        f"{group}"
        f"BagIt-Profile-Identifier: {_PROFILE}\n"
        f"External-Identifier: urn:uuid:{bundle}\n"
        f"Bagging-Date: {day}\n"
        f"Payload-Oxum: {_oxum(sums)}\n"
        f"Bag-Software-Agent: ssc-desktop/{__version__}\n"
    ).encode("ascii")


def part_lines(part_set: str, n: int, of: int) -> str:
    """What `bag-info.txt` says of a bundle that is one of several parts."""
    return f"Bag-Count: {n} of {of}\nBag-Group-Identifier: urn:uuid:{part_set}\n"


def check_bag_info(data: bytes, bundle: str, sizes: Sequence[int] | None) -> None:
    """Raise Refusal unless the bag names this bundle and counts its payload rightly."""
    try:
        pairs = [line.split(": ", 1) for line in data.decode().splitlines()]
        told = {label: value for label, value in pairs}  # noqa: C416 - refuses a line without value
    except (UnicodeDecodeError, ValueError) as error:
        raise damaged("bag-info") from error
    if len(told) != len(pairs) or told.get("External-Identifier") != f"urn:uuid:{bundle}":
        raise damaged("bag-info")
    form = _OXUM.fullmatch(told.get("Payload-Oxum", ""))
    if form is None or (
        sizes is not None and (int(form[1]), int(form[2])) != (sum(sizes), len(sizes))
    ):
        raise damaged("Payload-Oxum")


def _oxum(sums: Iterable[Sum]) -> str:
    sizes = [one.size for one in sums]
    return f"{sum(sizes)}.{len(sizes)}"
