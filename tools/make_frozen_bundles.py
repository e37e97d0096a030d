"""Make the sample bundles of this version of the format: `python tools/make_frozen_bundles.py`.

They are made once, before a version is released, and never again: every later release must read
them. Keys, clock and ids are the same in every run; what a reader should learn stands beside each
sample as JSON.
"""

import hashlib
import io
import itertools
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ssc_desktop.bundle import header, kinds, parts, writing  # noqa: E402 - the path comes first
from ssc_desktop.bundle.contents import Blob, Contents  # noqa: E402
from ssc_desktop.bundle.devices import Device  # noqa: E402
from ssc_desktop.bundle.header import Header, Held, Since  # noqa: E402
from ssc_desktop.bundle.messages import (  # noqa: E402
    FACILITATOR,
    REPOSITORY,
    HostKey,
    Invitation,
    Message,
    Receipt,
    Request,
    header_of,
    prefixes,
)
from ssc_desktop.bundle.sealing import ENDING, Lock, seal  # noqa: E402
from ssc_desktop.bundle.sealing_key import FILE_NAME  # noqa: E402
from ssc_desktop.history.canonical import canonical  # noqa: E402
from ssc_desktop.history.identifiers import digest, fingerprint  # noqa: E402
from ssc_desktop.history.redaction import REDACTION  # noqa: E402
from ssc_desktop.history.revision import read_revision  # noqa: E402
from ssc_desktop.history.saving import Change, signed  # noqa: E402
from ssc_desktop.history.view import seen  # noqa: E402
from tests.unit.bundle.samples import Laptop, kept, numbered_id  # noqa: E402
from tests.unit.bundle.telling import PASSPHRASE, told  # noqa: E402

PLACE = ROOT / "tests" / "frozen" / "bundles"
MADE = "2026-11-21T12:00:00Z"
RICE, FISH, SOLAR, BUS, PUMP = (numbered_id(number) for number in range(1, 6))
PARTNER, RESULT, PICTURE, FILM, QUOTE, STRANGE, WITHDRAWAL = map(numbered_id, range(0x21, 0x28))
WORKSHOP = numbered_id(0x77)
LIMIT = 40_000
FILM_SIZE = 70_000
AGE = "age1hgrnqtc2zyahcwmx48jq6ggz6v9r8cl2v3rddq6950fyxv5d3eascduafn"
AGE_SECRET = "AGE-SECRET-KEY-1DXWDYNEEC248HTHFEWYJMWRPNYAP8DTYLASRTQAYAKP4XG3JMHZSYRFPJC"  # noqa: S105
"""Of nobody: it opens the samples, and stands beside them."""
NAMES = {1: "Amina", 2: "Bosco’s laptop", 3: "الميسّرة"}


def film() -> bytes:
    """What no packing makes smaller, the same in every run."""
    blocks = (hashlib.sha256(b"film %d" % number).digest() for number in itertools.count())
    whole = b"".join(itertools.islice(blocks, FILM_SIZE // 32 + 1))
    return b"\0\0\0\x20ftypisom" + whole[: FILM_SIZE - 12]


def picture() -> bytes:
    """A small JPEG of a green field."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 140, 60)).save(stream, "JPEG", quality=70)
    return stream.getvalue()


def world() -> tuple[Laptop, Laptop]:
    """An author and the facilitator, after a workshop in which everything happened that can."""
    amina, bosco, facilitator = Laptop(1), Laptop(2), Laptop(3)
    amina.save(
        [
            Change(
                RICE, "case", "", {"title": "Hybrid rice", "status": "draft", "tags/rice": True}
            ),
            Change(PARTNER, "partner", RICE, {"name_as_used": "Uganda", "~pos": "i001"}),
            Change(RESULT, "result", RICE, {"statement": "4,000 farmers trained", "~pos": "i001"}),
            Change(PICTURE, "attachment", RICE, {"sha256": digest(picture()), "~pos": "i001"}),
            Change(FILM, "attachment", RICE, {"sha256": digest(film()), "~pos": "i002"}),
        ],
        RICE,
        "first words",
    )
    private = Change(RICE, "case", "", {"harm_note": "None that we know of"})
    amina.save([private], f"{RICE}/private")
    amina.edit(FISH, title="Étangs à poissons", status="complete", overview="Écrit à Kampala")
    amina.edit(SOLAR, title="مضخات شمسية", status="draft")
    amina.edit(BUS, title="A story told twice", status="draft")
    amina.edit(PUMP, title="Pumps", status="draft")
    bosco.take(amina)
    amina.edit(RICE, title="Hybrid rice in Uganda", status="complete")
    bosco.edit(RICE, title="Rice from China in Uganda", **{"tags/china": True})
    bosco.save([Change(QUOTE, "quote", RICE, {"text": "“We saw it with our eyes.”"})], RICE)
    for laptop, status in ((amina, "complete"), (bosco, "verified")):
        laptop.edit(SOLAR, status=status)
    delete(bosco, FISH)
    amina.edit(FISH, overview="Écrit à Kampala, revu à Jinja")
    delete(bosco, BUS)
    delete(amina, PUMP)
    amina.save([Change(PUMP, "case", "", {"~deleted": False})], PUMP, "it is a story after all")
    (said,) = (one for one in bosco.revisions.values() if one.record == QUOTE)
    asked = {"target": said.id, "reason": "She took her consent back"}
    bosco.save([Change(WITHDRAWAL, REDACTION, "", asked)], RICE)
    write_of_the_future(bosco)
    facilitator.take(amina)
    facilitator.take(bosco)
    facilitator.save([Change(SOLAR, "case", "", {"status": "verified"})], SOLAR, "asked by phone")
    return amina, facilitator


def delete(laptop: Laptop, root: str) -> None:
    """Delete a story as somebody does who sees what the laptop holds."""
    mark = {"~deleted": {"saw": list(seen(laptop.view(root), root))}}
    laptop.save([Change(root, "case", "", mark)], root)


def write_of_the_future(laptop: Laptop) -> None:
    """A kind and a field nobody knows, and a revision and a cut of a later version."""
    laptop.save([Change(STRANGE, "hologram", RICE, {"light": {"blue": [1, None, "ß"]}})], RICE)
    body = canonical({"dev": laptop.key.id, "root": RICE, "shape": [True, "new"], "v": 2})
    cut = {"dev": laptop.key.id, "revs": [digest(body)], "root": RICE, "v": 2, "why": "who knows"}
    laptop.receive([signed(canonical(cut), laptop.key)], [read_revision(body)])


def held(laptop: Laptop) -> dict[str, Held]:
    """What a laptop holds of every root."""
    return {
        one.root: Held(len(ids := [*map(digest_of_line, one.cuts), *map(digest, one.revisions)]),
                       fingerprint(ids))
        for one in laptop.histories()
    }  # fmt: skip


def digest_of_line(cut: bytes) -> str:
    """The id of the cut in a signed line."""
    return digest(cut[92:-2])


def messages(laptop: Laptop) -> dict[str, Message]:
    """What the facilitator tells, asks and invites to."""
    every = [*laptop.cuts, *laptop.revisions]
    receipt = Receipt(
        roots=held(laptop),
        everything=Held(len(every), fingerprint(every)),
        blobs=prefixes([digest(picture())]),
        missing=(digest(film()),),
        taken=(numbered_id(0x101), numbered_id(0x102)),
    )
    keys = (
        HostKey(laptop.key.public, AGE, NAMES[3], FACILITATOR),
        HostKey(Laptop(4).key.public, AGE, "The repository", REPOSITORY),
    )
    invitation = Invitation(WORKSHOP, "Kampala 2026 – riz & co.", keys, "1", 7_300_000,
                            ("en", "fr", "ar"), 41)  # fmt: skip
    return {
        kinds.RECEIPT: receipt,
        kinds.REQUEST: Request(receipt, (RICE, FISH)),
        kinds.INVITATION: invitation,
    }


class Maker:
    """Writes samples into a folder, each with what it tells beside it."""

    def __init__(self, place: Path, spool: Path) -> None:
        self._place = place
        self._spool = spool
        self._ids = map(numbered_id, itertools.count(0x101))
        self._picture, self._film = kept(spool, picture()), kept(spool, film())

    def stories(
        self,
        kind: str,
        laptop: Laptop,
        roots: Iterable[str] | None,
        *,
        private: bool = False,
        since: Since | None = None,
    ) -> None:
        """A bundle of stories in one file; the film is too large for a sample."""
        light = kind == kinds.LIGHT
        contents = self._contents(laptop, roots, () if light else (self._picture,), private)
        absent = (self._film.sha256, *((self._picture.sha256,) if light else ()))
        told_in = self._header(laptop, kind=kind, absent=absent, since=since)
        scope = "all" if roots is None else "selected"
        path = self._place / f"{kind}.sscz"
        writing.write(path, contents, laptop.key, header=replace(told_in, scope=scope))
        self._tell(path)

    def parts(self, laptop: Laptop, roots: Iterable[str]) -> None:
        """A bundle in parts, the film in pieces."""
        parts.new_id = self._next  # type: ignore[attr-defined]
        contents = self._contents(laptop, roots, (self._picture, self._film), False)
        head = self._header(laptop, kind=kinds.DELTA)
        target = self._place / "parts.sscz"
        for one in parts.write(target, contents, laptop.key, header=head, limit=LIMIT):
            self._tell(one.path)

    def message(self, laptop: Laptop, message: Message) -> None:
        """A receipt, a request or an invitation."""
        head = header_of(message, by=laptop.person)
        path = self._place / f"{head.kind}.sscz"
        contents = Contents((), _devices())
        head = replace(head, bundle=self._next(), created=MADE)
        writing.write(path, contents, laptop.key, header=head)
        self._tell(path)

    def sealed(self, name: str, lock: Lock) -> None:
        """The first sample, encrypted."""
        path = self._place / f"{name}{ENDING}"
        seal(self._place / f"{kinds.DELTA}.sscz", path, lock)
        self._tell(path)

    def _next(self) -> str:
        return next(self._ids)

    def _header(self, laptop: Laptop, **members: Any) -> Header:
        head = Header(bundle=self._next(), created=MADE, by=laptop.person, workshop=WORKSHOP)
        return replace(head, app="ssc-desktop/0", **members)

    def _contents(
        self, laptop: Laptop, roots: Iterable[str] | None, blobs: Iterable[Blob], private: bool
    ) -> Contents:
        everything = Held(len(laptop.cuts) + len(laptop.revisions),
                          fingerprint([*laptop.cuts, *laptop.revisions]))  # fmt: skip
        return Contents(laptop.histories(roots), _devices(), blobs, everything, private)

    def _tell(self, path: Path) -> None:
        text = json.dumps(told(path, self._spool), ensure_ascii=False, indent=1)
        path.with_name(f"{path.name}.json").write_text(text + "\n", encoding="utf-8")


def _devices() -> list[Device]:
    return [Device(Laptop(n).key.public, name, AGE if n == 3 else "") for n, name in NAMES.items()]


def main() -> int:
    """Make the samples, where there are none of this version yet."""
    place = PLACE / header.VERSION
    if place.exists():
        sys.stderr.write(f"{place} is there: samples are made once.\n")
        return 1
    place.mkdir(parents=True)
    amina, facilitator = world()
    with tempfile.TemporaryDirectory() as spool:
        maker = Maker(place, Path(spool))
        since = Since(facilitator.key.id, (numbered_id(0x9001), numbered_id(0x9002)))
        maker.stories(kinds.DELTA, amina, [RICE, SOLAR], since=since)
        maker.stories(kinds.FULL, facilitator, None, private=True)
        open_roots = {one.root for one in facilitator.histories() if "/" not in one.root}
        maker.stories(kinds.LIGHT, facilitator, open_roots)
        maker.parts(amina, [RICE, FISH])
        for message in messages(facilitator).values():
            maker.message(facilitator, message)
        (place / FILE_NAME).write_text(f"{AGE_SECRET}\n", encoding="ascii")
        maker.sealed("sealed", Lock((AGE,)))
        maker.sealed("passphrase", Lock.by(PASSPHRASE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
