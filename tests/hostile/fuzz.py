"""Random damage to signed bundles, and what may come of it.

Every damage is made from a number and can be had again. A file that is damaged from outside must
be refused or mean exactly what it meant; one whose sender signed the damage may lose lines, and
say other things of itself, but no word that its author did not sign gets through.
"""

import json
import random
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ssc_desktop.bundle import bag
from ssc_desktop.bundle.header import Header
from ssc_desktop.bundle.messages import Message
from ssc_desktop.bundle.reading import Opened, verify
from ssc_desktop.bundle.rescue import rescue
from ssc_desktop.errors import BundleError
from ssc_desktop.files import sha256_of
from ssc_desktop.history.device import DeviceKey
from tests.hostile.forge import Files, sealed, taken_apart, zipped

_ODD_NUMBERS = [0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF]
_ODD_VALUES: list[Any] = [
    None, True, 0, -1, 2**53, 2**70, 1.5, "", "x", "a" * 300, [], {}, [[]], [None], [""], {"x": {}},
]  # fmt: skip
_RECORDS = {b"PK\3\4": (4, 30), b"PK\1\2": (4, 46), b"PK\5\6": (4, 22)}
_SIZES = [1, 2, 4, 16, 60, 400]


@dataclass(frozen=True)
class Meaning:
    """What a bundle says; two files that mean the same are the same bundle."""

    header: Header
    message: Message | None
    sender: bytes
    devices: frozenset[bytes]
    words: frozenset[str]
    blobs: frozenset[str]
    pieces: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, opened: Opened) -> "Meaning":
        """What a checked bundle says."""
        words = {cut.id for cut in opened.cuts()} | {one.id for one in opened.revisions()}
        pieces = {(repr(piece), sha256_of(path)) for piece, path in opened.pieces.items()}
        return cls(
            opened.header,
            opened.message,
            opened.sender.key,
            frozenset(one.key for one in opened.devices.values()),
            frozenset(words),
            frozenset(map(sha256_of, opened.blobs.values())),
            frozenset(pieces),
        )


@dataclass
class Target:
    """A signed bundle that is to be damaged.

    Attributes:
        key: of its sender, with whom some of the damage is made.
    """

    path: Path
    key: DeviceKey
    whole: bytes = field(init=False)
    files: Files = field(init=False)
    meaning: Meaning = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.path.read_bytes()
        self.files = taken_apart(self.path)
        with verify(self.path, self.path.parent / "spool") as opened:
            self.meaning = Meaning.of(opened)


# ------------------------------------------------------------ damage from outside


def _flipped(data: bytearray, chance: random.Random) -> None:
    for _time in range(chance.choice([1, 1, 1, 2, 8])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut_out(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    del data[place : place + chance.choice(_SIZES)]


def _cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _filled_in(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data) + 1)
    size = chance.choice(_SIZES)
    data[place:place] = chance.choice([chance.randbytes(size), bytes(size)])


def _copied(data: bytearray, chance: random.Random) -> None:
    size = chance.choice(_SIZES)
    source, place = chance.randrange(len(data)), chance.randrange(len(data))
    block = data[source : source + size]
    data[place : place + chance.choice([0, len(block)])] = block


def _swapped(data: bytearray, chance: random.Random) -> None:
    size = chance.choice(_SIZES)
    one, other = sorted(chance.randrange(len(data)) for _end in range(2))
    first, second = data[one : one + size], data[other : other + size]
    data[other : other + size] = first
    data[one : one + size] = second


def _zeroed(data: bytearray, chance: random.Random) -> None:
    place, size = chance.randrange(len(data)), chance.choice([512, 4096])
    data[place : place + size] = bytes(len(data[place : place + size]))


def _other_field(data: bytearray, chance: random.Random) -> None:
    """Another number in a header of the ZIP."""
    sign = chance.choice(list(_RECORDS))
    start, size = _RECORDS[sign]
    places = [place for place in range(len(data)) if data.startswith(sign, place)]
    if not places:
        return
    place = chance.choice(places) + start + chance.randrange(size - start - 1)
    width = chance.choice(["<H", "<H", "<L"])
    number = chance.choice([*_ODD_NUMBERS, chance.getrandbits(32)])
    number &= 0xFFFF if width == "<H" else 0xFFFFFFFF
    if place + struct.calcsize(width) <= len(data):
        struct.pack_into(width, data, place, number)


def _other_files(target: Target, chance: random.Random) -> bytes:
    """A ZIP without a fault, in which files are missing, twice, renamed, or in another order."""
    names = list(target.files)
    one, other = chance.choice(names), chance.choice(names)
    files = dict(target.files)
    match chance.randrange(4):
        case 0:
            del files[one]
        case 1:
            files[one], files[other] = files[other], files[one]
        case 2:
            files[one + chance.choice(["x", "/x", ".", "\u00e9"])] = files.pop(one)
        case _:
            files = dict(sorted(files.items(), key=lambda _one: chance.random()))
    return zipped(files, target.meaning.header.bundle)


OUTSIDE: Sequence[Callable[[bytearray, random.Random], None]] = (
    _flipped, _flipped, _cut_out, _cut_off, _filled_in, _copied, _swapped, _zeroed,
    _other_field, _other_field,
)  # fmt: skip


# ------------------------------------------------------------ damage that the sender signs


def _lines_bent(data: bytes, chance: random.Random) -> bytes:
    """A text in which a line is damaged, twice, missing, split or somewhere else."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return chance.randbytes(40)
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            bent = bytearray(lines[at])
            chance.choice(OUTSIDE[:-2])(bent, chance)
            lines[at] = bytes(bent)
        case 1:
            lines.append(lines[at])
        case 2:
            del lines[at]
        case 3:
            place = chance.randrange(len(lines[at]))
            lines[at] = lines[at][:place] + b"\n" + lines[at][place:]
        case _:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
    return b"".join(lines)


def _members_bent(data: bytes, chance: random.Random) -> bytes:
    """A header in which one member is missing, new or another value."""
    members = json.loads(data)
    holder, name = members, chance.choice(list(members))
    while isinstance(holder[name], dict) and holder[name] and chance.random() < 0.7:
        holder = holder[name]
        name = chance.choice(list(holder))
    match chance.randrange(4):
        case 0:
            del holder[name]
        case 1:
            holder[chance.choice(["x", name.upper(), f"{name}_"])] = holder[name]
        case _:
            holder[name] = chance.choice(_ODD_VALUES)
    text = json.dumps(members, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _signed_damage(target: Target, chance: random.Random) -> bytes:
    name = chance.choice([one for one in target.files if one.startswith("data/")])
    bent: bytes
    if name == bag.HEADER and chance.random() < 0.8:
        bent = _members_bent(target.files[name], chance)
    else:
        bent = _lines_bent(target.files[name], chance)
    bundle = target.meaning.header.bundle
    return zipped(sealed(target.files | {name: bent}, target.key, bundle), bundle)


# ------------------------------------------------------------ what may come of it


class Judge:
    """Damages one bundle over and over, and counts what came of it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.found: Counter[str] = Counter()
        self._file = target.path.with_name("damaged")
        self._spool = target.path.parent / "spool"

    def try_one(self, number: int) -> None:
        """Damage the bundle as this number says; raises AssertionError where it gets through."""
        chance = random.Random(f"{self.target.path.name} {number}")  # noqa: S311 - to be had again
        is_signed = chance.random() < 0.3
        self._file.write_bytes(self._damaged(chance, is_signed=is_signed))
        for reader in (verify, rescue):
            try:
                with reader(self._file, self._spool) as opened:
                    meaning = Meaning.of(opened)
                    lost = bool(opened.lost or opened.quarantined)
            except BundleError:
                self.found[f"{reader.__name__}: refused"] += 1
            else:
                who = f"{reader.__name__}: "
                self._judge(number, meaning, who, lost=lost, signed=is_signed)
            assert not any(self._spool.iterdir()), number

    def _damaged(self, chance: random.Random, *, is_signed: bool) -> bytes:
        if is_signed:
            return _signed_damage(self.target, chance)
        if chance.random() < 0.1:
            return _other_files(self.target, chance)
        data = bytearray(self.target.whole)
        for _time in range(chance.choice([1, 1, 1, 2])):
            if data:
                chance.choice(OUTSIDE)(data, chance)
        return bytes(data)

    def _judge(self, number: int, meaning: Meaning, who: str, *, lost: bool, signed: bool) -> None:
        before = self.target.meaning
        assert meaning.sender == before.sender, number
        assert meaning.words <= before.words, number
        assert meaning.blobs <= before.blobs, number
        if signed:  # pieces count only where the whole they make is right
            told = "its sender says less" if lost or meaning != before else "the same"
            self.found[who + told] += 1
            return
        assert meaning.pieces <= before.pieces, number
        # whoever only wrote lines that are lost is not among the computers of what is left
        assert (meaning.header, meaning.message) == (before.header, before.message), number
        assert meaning.devices <= before.devices, number
        assert lost or meaning == before, number
        assert not lost or who.startswith("rescue"), number
        self.found[who + ("a part of it" if lost else "the same")] += 1
