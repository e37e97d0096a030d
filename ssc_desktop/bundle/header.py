"""`bundle.json`: what a bundle says about itself (section 7 of `docs/bundle-format.md`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from ssc_desktop import __version__
from ssc_desktop.bundle.kinds import DELTA, OWN_MEMBERS
from ssc_desktop.bundle.limits import (
    LONGEST_NAME,
    MIB,
    MOST_ADDRESSED,
    MOST_NAMED,
    MOST_ROOTS,
    MOST_VALUES,
)
from ssc_desktop.bundle.refusals import damaged, too_new
from ssc_desktop.history.canonical import NotCanonical, canonical, parsed
from ssc_desktop.history.identifiers import is_digest, is_id, is_root

FORMAT: Final = "ssc-bundle"
VERSION: Final = "1.0"
UNDERSTOOD: Final = frozenset({"cut1"})
"""The tokens of `requires` that this program can do."""

MOST_PARTS: Final = 9999
_MAJOR: Final = "1"
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_LONGEST_KEY: Final = 4100
_LONGEST: Final = 8 * MIB
_VERSION_FORM = re.compile(r"([0-9]{1,4})\.[0-9]{1,4}")
_KIND = re.compile(r"[a-z0-9-]{1,20}")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Part:
    """Which of several bundles this one is."""

    set: str
    n: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """What the payload holds."""

    cuts: int = 0
    revisions: int = 0
    blobs: int = 0
    chunks: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """How many cuts and revisions (together) somebody holds, and their fingerprint."""

    number: int = 0
    fingerprint: str = "0" * 32


NOTHING: Final = Held()


@dataclass(frozen=True, slots=True)
class Since:
    """Why a bundle leaves out what its receiver is said to hold.

    Attributes:
        device: the receiver.
        bundles: receipts and other bundles of the receiver that said so.
    """

    device: str
    bundles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The members of `bundle.json`.

    Whoever writes a bundle gives `kind`, `by`, `to`, `workshop`, `scope`, `absent` and `since`; the
    writer fills in the others.

    Attributes:
        bundle: the bundle's id, UUIDv7.
        device: the SHA-256 of the sender's public key.
        by: the person who sends it, or "".
        roots: what the sender holds of each root in the bundle.
        everything: what the sender holds in all.
        absent: attachments that are referred to and not included.
        since: of a bundle made for one receiver; None where nothing was left out for that reason.
        own: members that bundles of this kind alone have; see `messages`.
    """

    bundle: str = ""
    kind: str = DELTA
    created: str = ""
    app: str = f"ssc-desktop/{__version__}"
    device: str = ""
    by: str = ""
    to: tuple[str, ...] = ()
    workshop: str = ""
    scope: str = "selected"
    part: Part | None = None
    counts: Counts = Counts()
    roots: Mapping[str, Held] = field(default_factory=dict)
    everything: Held = NOTHING
    absent: tuple[str, ...] = ()
    since: Since | None = None
    version: str = VERSION
    requires: tuple[str, ...] = ("cut1",)
    own: Mapping[str, Any] = field(default_factory=dict)


def written(header: Header) -> bytes:
    """The canonical bytes of `bundle.json`."""
    part = header.part or Part(header.bundle)
    return canonical(
        {
            **header.own,
            **_since_members(header.since),
            "absent": sorted(header.absent)[:MOST_NAMED],
            "all": held_pair(header.everything),
            "app": header.app,
            "bundle": header.bundle,
            "by": header.by,
            "counts": {
                "blobs": header.counts.blobs,
                "chunks": header.counts.chunks,
                "cuts": header.counts.cuts,
                "revisions": header.counts.revisions,
            },
            "created": header.created,
            "device": header.device,
            "format": FORMAT,
            "kind": header.kind,
            "part": {"n": part.n, "of": part.of, "set": part.set},
            "requires": header.requires,
            "roots": {root: held_pair(held) for root, held in header.roots.items()},
            "scope": header.scope,
            "to": header.to,
            "version": header.version,
            "workshop": header.workshop,
        },
        longest=_LONGEST,
        most=MOST_VALUES,
    )


def _since_members(since: Since | None) -> dict[str, object]:
    if since is None:
        return {}
    return {"since": {"bundles": sorted(since.bundles), "device": since.device}}


def held_pair(held: Held) -> list[int | str]:
    """The two as a bundle writes them."""
    return [held.number, held.fingerprint]


def opened(body: bytes) -> dict[str, Any]:
    """The members of a `bundle.json` whose meaning no version may change, checked.

    They are enough to check the signature; only then is it said that a bundle is too new. Raises
    Refusal.
    """
    try:
        members = parsed(body, longest=_LONGEST, most=MOST_VALUES)
    except NotCanonical as error:
        raise damaged("header") from error
    if members.get("format") != FORMAT:
        raise damaged("header format")
    version = members.get("version")
    if not isinstance(version, str) or _VERSION_FORM.fullmatch(version) is None:
        raise damaged("header version")
    if not is_id(members.get("bundle")) or not is_digest(members.get("device")):
        raise damaged("header ids")
    return members


def read(members: Mapping[str, Any]) -> Header:
    """The header of a bundle whose signature was found good.

    Raises Refusal: TooNew where this program cannot know what the bundle means.
    """
    version = members["version"]
    requires: Any = members.get("requires")
    if version.partition(".")[0] != _MAJOR:
        raise too_new(version, members["bundle"], members["device"])
    if not _are_texts(requires):
        raise damaged("header requires")
    if not UNDERSTOOD.issuperset(requires):
        raise too_new(version, members["bundle"], members["device"])
    try:
        return _read(members)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged("header schema") from error


def _read(members: Mapping[str, Any]) -> Header:
    texts = {
        name: _text(members[name])
        for name in ("bundle", "kind", "created", "app", "device", "by", "workshop", "scope")
    }
    part, counts, kind = members["part"], members["counts"], texts["kind"]
    _check_texts(texts)
    _check_lists(members)
    return Header(
        **texts,
        to=tuple(members["to"]),
        part=_part(part["set"], _number(part["n"]), _number(part["of"])),
        counts=Counts(
            _number(counts["cuts"]),
            _number(counts["revisions"]),
            _number(counts["blobs"]),
            _number(counts["chunks"]),
        ),
        roots={root: held_from(pair) for root, pair in members["roots"].items()},
        everything=held_from(members["all"]),
        absent=tuple(members["absent"]),
        since=_since(members.get("since")),
        version=members["version"],
        requires=tuple(members["requires"]),
        own={name: members[name] for name in OWN_MEMBERS.get(kind, ()) if name in members},
    )


def _check_texts(texts: Mapping[str, str]) -> None:
    if _KIND.fullmatch(texts["kind"]) is None or any(len(x) > LONGEST_NAME for x in texts.values()):
        raise ValueError("kind or a long text")
    if not all(texts[name] == "" or is_id(texts[name]) for name in ("by", "workshop")):
        raise ValueError("by or workshop")
    # the days of the month count too
    created = datetime.strptime(texts["created"], _MOMENT).replace(tzinfo=UTC)
    if created.strftime(_MOMENT) != texts["created"]:
        raise ValueError("created")


def _check_lists(members: Mapping[str, Any]) -> None:
    roots, absent, to = members["roots"], members["absent"], members["to"]
    if len(roots) > MOST_ROOTS or not all(map(is_root, roots)):
        raise ValueError("roots")
    if len(absent) > MOST_NAMED or not all(map(is_digest, absent)):
        raise ValueError("absent")
    if not _are_texts(to) or len(to) > MOST_ADDRESSED or any(len(x) > _LONGEST_KEY for x in to):
        raise ValueError("to")


def _part(part_set: object, n: int, of: int) -> Part:
    if not is_id(part_set) or not 1 <= n <= of <= MOST_PARTS:
        raise ValueError("part")
    return Part(str(part_set), n, of)


def held_from(pair: Any) -> Held:
    """The two as they stand in a bundle; raises ValueError or TypeError where they do not."""
    number, fingerprint = pair
    if _FINGERPRINT.fullmatch(fingerprint) is None:
        raise ValueError("fingerprint")
    return Held(_number(number), fingerprint)


def _since(members: Any) -> Since | None:
    if members is None:
        return None
    bundles = members["bundles"]
    if len(bundles) > MOST_ROOTS + 1:
        raise ValueError("since")
    if not is_digest(members["device"]) or not all(map(is_id, bundles)):
        raise ValueError("since")
    return Since(members["device"], tuple(bundles))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("number")
    return value


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
