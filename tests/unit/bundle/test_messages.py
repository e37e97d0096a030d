"""Receipts, requests and invitations: bundles without stories."""

from dataclasses import replace
from pathlib import Path

import pytest

from ssc_desktop.bundle.contents import Contents
from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.header import Header, Held, Since
from ssc_desktop.bundle.messages import (
    FACILITATOR,
    REPOSITORY,
    HostKey,
    Invitation,
    Message,
    Receipt,
    Request,
    header_of,
    named,
    prefixes,
)
from ssc_desktop.bundle.reading import head, verify
from ssc_desktop.bundle.writing import write
from ssc_desktop.errors import Damaged
from ssc_desktop.history.identifiers import digest
from tests.hostile.forge import Files, taken_apart, with_header, zipped
from tests.unit.bundle.samples import FISH, JPEG, RICE, Laptop, numbered_id

AGE = "age1" + "q" * 58
SOME = Held(31, "0123456789abcdef" * 2)
RECEIPT = Receipt(
    roots={RICE: SOME, FISH: Held(2, "f" * 32)},
    everything=Held(33, "e" * 32),
    blobs=prefixes([digest(JPEG), digest(b"chart")]),
    missing=(digest(b"a film"),),
    taken=(numbered_id(8), numbered_id(7)),
)
REQUEST = Request(RECEIPT, wanted=(RICE, FISH))
INVITATION = Invitation(
    workshop=numbered_id(0x77),
    name="Kampala 2026 – riz & co.",
    keys=(
        HostKey(b"k" * 32, AGE, "Amina", FACILITATOR),
        HostKey(b"r" * 32, "", "The repository", REPOSITORY),
    ),
    form="1",
    part_size=7_300_000,
    languages=("en", "fr", "pt-BR"),
    laptops=41,
)
MESSAGES = [RECEIPT, REQUEST, INVITATION]


def _written(message: Message, folder: Path) -> Path:
    laptop = Laptop()
    contents = Contents((), [Device(laptop.key.public, "Amina's laptop", AGE)])
    path = folder / "message.sscz"
    header = replace(header_of(message, by=laptop.person), bundle=numbered_id(0xB))
    write(path, contents, laptop.key, header=header)
    return path


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: type(one).__name__)
def test_a_message_arrives_as_it_was_sent(message: Message, tmp_path: Path) -> None:
    with verify(_written(message, tmp_path), None) as opened:
        assert opened.message == message
        assert opened.header.kind == type(message).__name__.lower()
        assert opened.header.requires == ()
        assert opened.sender.age == AGE
        assert list(opened.stories()) == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: type(one).__name__)
def test_the_head_alone_tells_the_message_and_who_signed(message: Message, tmp_path: Path) -> None:
    told = head(_written(message, tmp_path))

    assert told.message == message
    assert told.sender.key == Laptop().key.public


def test_a_receipt_tells_which_attachments_are_held() -> None:
    assert digest(JPEG)[:16] in named(RECEIPT.blobs)
    assert digest(b"a film")[:16] not in named(RECEIPT.blobs)
    assert RECEIPT.blobs == prefixes([digest(b"chart"), digest(JPEG), digest(JPEG)])


def test_the_receipt_of_a_thousand_stories_is_small(tmp_path: Path) -> None:
    roots = {numbered_id(n): Held(n, digest(b"%d" % n)[:32]) for n in range(1000)}
    blobs = prefixes(digest(b"%d" % n) for n in range(1000))

    path = _written(Receipt(roots, blobs=blobs), tmp_path)

    assert path.stat().st_size <= 60_000


def test_a_receipt_of_a_library_without_end_still_fits(tmp_path: Path) -> None:
    roots = {numbered_id(n) + "/private": Held(n, digest(b"%d" % n)[:32]) for n in range(70_000)}
    missing = tuple(digest(b"%d" % n) for n in range(30_000))
    blobs = prefixes(digest(b"%d" % n) for n in range(100_000))

    with verify(_written(Receipt(roots, blobs=blobs, missing=missing), tmp_path), None) as opened:
        message = opened.message

    assert isinstance(message, Receipt)
    assert len(message.roots) == 60_000
    assert blobs.startswith(message.blobs)


@pytest.fixture
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return taken_apart(_written(request.param, tmp_path))


BAD = [
    (RECEIPT, {"blobs": "AAAA"}),
    (RECEIPT, {"blobs": "not base64"}),
    (RECEIPT, {"blobs": 7}),
    (RECEIPT, {"missing": ["x"]}),
    (RECEIPT, {"missing": digest(b"")}),
    (RECEIPT, {"taken": [numbered_id(1)] * 2001}),
    (RECEIPT, {"taken": [7]}),
    (REQUEST, {"wanted": {}}),
    (REQUEST, {"wanted": ["rice"]}),
    (REQUEST, {"wanted": [7]}),
    (REQUEST, {"wanted": [RICE] * 10_001}),
    (REQUEST, {"missing": {}}),
    (INVITATION, {"invitation": {}}),
    (INVITATION, {"invitation": []}),
    (INVITATION, {"workshop": ""}),
    (INVITATION, {"invitation": {"name": "x", "keys": []}}),
    (INVITATION, {"invitation": {"name": "x", "keys": [{"key": "AAAA", "role": "facilitator"}]}}),
    (INVITATION, {"invitation": {"name": "x", "keys": [7]}}),
    (INVITATION, {"invitation": {"name": "x" * 201, "keys": []}}),
]


@pytest.mark.parametrize(("files", "members"), BAD, indirect=["files"], ids=lambda _one: "")
def test_a_malformed_message_is_refused(
    files: Files, members: dict[str, object], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.sscz"
    bad.write_bytes(zipped(with_header(files, **members)))

    with pytest.raises(Damaged) as refused:
        verify(bad, tmp_path / "spool")

    assert refused.value.rule in {"receipt schema", "request schema", "invitation schema"}


def test_a_bundle_says_on_whose_word_it_leaves_things_out(tmp_path: Path) -> None:
    laptop = Laptop()
    since = Since(laptop.key.id, (numbered_id(8), numbered_id(9)))
    contents = Contents((), [Device(laptop.key.public)])
    target = tmp_path / "for_one.sscz"

    write(target, contents, laptop.key, header=Header(since=since))

    assert head(target).header.since == since


@pytest.mark.parametrize("files", [RECEIPT], indirect=True)
@pytest.mark.parametrize(
    "since", [7, {}, {"device": "x", "bundles": []}, {"device": digest(b""), "bundles": ["x"]}]
)
def test_a_malformed_word_for_leaving_out_is_refused(
    files: Files, since: object, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.sscz"
    bad.write_bytes(zipped(with_header(files, since=since)))

    with pytest.raises(Damaged) as refused:
        head(bad)

    assert refused.value.rule == "header schema"


@pytest.mark.parametrize("files", [RECEIPT], indirect=True)
def test_members_of_a_later_version_are_passed_over(files: Files, tmp_path: Path) -> None:
    later = tmp_path / "later.sscz"
    later.write_bytes(zipped(with_header(files, version="1.7", mood="glad", taken=[])))

    with verify(later, None) as opened:
        message = opened.message

    assert isinstance(message, Receipt)
    assert message.taken == ()


@pytest.mark.parametrize("files", [RECEIPT], indirect=True)
def test_a_kind_of_a_later_version_is_read_like_any_bundle(files: Files, tmp_path: Path) -> None:
    later = tmp_path / "later.sscz"
    later.write_bytes(zipped(with_header(files, version="1.7", kind="greeting")))

    with verify(later, None) as opened:
        assert opened.header.kind == "greeting"
        assert opened.message is None
