"""Revisions and cuts: what is read, what is put aside, and what a signature proves."""

import base64
import json
from typing import Any

import pytest

from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.revision import (
    BadLine,
    line,
    read_cut,
    read_revision,
    stored_revision,
    verify,
)
from ssc_desktop.history.saving import Change, make_cut, signed
from tests.unit.bundle.samples import RICE, Laptop, device_key, numbered_id

_RESULT = numbered_id(77)


def _body(**changed: Any) -> bytes:
    members: dict[str, Any] = {
        "v": 1,
        "root": RICE,
        "rec": _RESULT,
        "kind": "result",
        "in": RICE,
        "set": {"title": ["Yields rose", []]},
        "dev": device_key(1).id,
    }
    return canonical({name: value for name, value in (members | changed).items() if value != "-"})


def test_a_revision_is_read_as_it_was_made() -> None:
    revision = read_revision(_body(set={"title": ["Größe", ["0" * 64]], "n": [5, []]}))

    assert revision.fields == {"title": ("Größe", ("0" * 64,)), "n": (5, ())}
    assert (revision.record, revision.parent, revision.kind) == (_RESULT, RICE, "result")
    assert stored_revision(revision.body) == revision


def test_members_nobody_knows_yet_are_kept_and_ignored() -> None:
    body = _body(mood="hopeful")

    revision = read_revision(body)

    assert revision.body == body
    assert revision.fields == {"title": ("Yields rose", ())}
    assert stored_revision(body) == revision


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"v": 0}, "v"),
        ({"v": "1"}, "v"),
        ({"v": True}, "v"),
        ({"v": "-"}, "v"),
        ({"root": "rice"}, "root"),
        ({"root": RICE + "/secret"}, "root"),
        ({"rec": "1; drop table revision"}, "rec"),
        ({"rec": RICE.replace("7", "4", 2)}, "rec"),
        ({"in": "x"}, "in"),
        ({"kind": "Result"}, "kind"),
        ({"kind": 3}, "schema"),
        ({"dev": "f" * 63}, "dev"),
        ({"dev": "-"}, "schema"),
        ({"set": []}, "schema"),
        ({"set": {"title": "bare"}}, "schema"),
        ({"set": {"title": ["x"]}}, "schema"),
        ({"set": {"title": ["x", ["f"]]}}, "over"),
        ({"set": {"title": ["x", ["1" * 64, "1" * 64]]}}, "over"),
        ({"set": {"title": ["x", ["2" * 64, "1" * 64]]}}, "over"),
        ({"set": {"title": ["x", [f"{n:064x}" for n in range(1500)]]}}, "over: too many"),
        ({"set": {"deep": [[[[[[[1]]]]]], []]}}, "depth"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_a_body_outside_the_schema_is_put_aside(changed: dict[str, Any], reason: str) -> None:
    try:
        body = _body(**changed)
    except ValueError:  # deeper than our own writer would go
        body = json.dumps(
            json.loads(_body()) | changed, separators=(",", ":"), sort_keys=True
        ).encode()

    with pytest.raises(BadLine) as bad:
        read_revision(body)

    assert bad.value.reason == reason


@pytest.mark.parametrize(
    "value",
    [b"1.5", b'"\\u0007"', b'"e\xcc\x81"', b'{"Key":1}', b"9007199254740993", b"[[[[[[1]]]]]]"],
)
def test_values_are_checked_in_revisions_as_everywhere(value: bytes) -> None:
    body = _body(set={"n": [5, []]}).replace(b"[5,[]]", b"[" + value + b",[]]")

    with pytest.raises(BadLine):
        read_revision(body)


def test_a_newer_revision_is_kept_and_not_interpreted() -> None:
    body = _body(v=2, set={"title": {"new": "shape"}}, kind="-")

    revision = read_revision(body)

    assert revision.newer
    assert revision.fields == {}
    assert revision.body == body
    with pytest.raises(BadLine, match="root"):
        read_revision(_body(v=2, root="?"))
    with pytest.raises(BadLine, match="dev"):
        read_revision(_body(v=2, dev="?"))


def test_a_cut_travels_as_a_signed_line() -> None:
    laptop = Laptop()
    cut = laptop.edit(title="Rice")

    carried = line(cut)

    assert carried[:2] == b'["'
    assert carried[92:-2] == cut.body
    assert read_cut(carried) == cut == read_cut(carried.rstrip(b"\n"))
    assert verify(cut, laptop.key.public)
    assert not verify(cut, device_key(2).public)


def test_one_changed_letter_breaks_the_signature() -> None:
    laptop = Laptop()
    cut = laptop.edit(title="Rice")
    other = line(cut).replace(laptop.person.encode(), numbered_id(5).encode())

    assert not verify(read_cut(other), laptop.key.public)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"revs": []}, "revs"),
        ({"revs": ["2" * 64, "1" * 64]}, "revs"),
        ({"revs": "no"}, "revs"),
        ({"at": "2026-11-21T12:00:00Z"}, "at"),
        ({"at": "2026-02-30T12:00:00.000Z-0000"}, "at"),
        ({"by": "Amina"}, "by"),
        ({"inc": "F" * 16}, "inc"),
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"prev": "?"}, "prev"),
        ({"note": 3}, "note"),
        ({"root": "?"}, "root"),
        ({"dev": 5}, "dev"),
        ({"v": 0}, "v"),
    ],
    ids=str,
)
def test_a_cut_outside_the_schema_is_put_aside(changed: dict[str, Any], reason: str) -> None:
    laptop = Laptop()
    members = json.loads(laptop.edit(title="Rice").body) | changed

    with pytest.raises(BadLine) as bad:
        signed(canonical(members), laptop.key)

    assert bad.value.reason == reason


@pytest.mark.parametrize("changed", [{"root": "?"}, {"dev": "?"}, {"revs": ["?"]}], ids=str)
def test_a_newer_cut_still_names_root_device_and_revisions(changed: dict[str, Any]) -> None:
    laptop = Laptop()
    members = json.loads(laptop.edit(title="Rice").body) | {"v": 2} | changed

    with pytest.raises(BadLine, match=next(iter(changed))):
        signed(canonical(members), laptop.key)


def test_a_cut_longer_than_any_save_is_put_aside() -> None:
    carried = line(Laptop().edit(title="Rice"))

    with pytest.raises(BadLine, match="too long"):
        read_cut(carried[:92] + b" " * 2_200_000 + carried[92:])
    with pytest.raises(BadLine, match="not canonical"):
        read_cut(carried[:92] + b" " + carried[92:])


@pytest.mark.parametrize("damage", [b"", b"[]", b'["x",{}]', b'["' + b"!" * 88 + b'",{}]'])
def test_a_line_that_is_no_signed_line_is_put_aside(damage: bytes) -> None:
    with pytest.raises(BadLine):
        read_cut(damage)


def test_a_signature_has_one_spelling() -> None:
    cut = Laptop().edit(title="Rice")
    spelt = base64.b64encode(cut.signature)
    # the last character before the padding carries bits that decode to nothing
    other = spelt[:85] + bytes([spelt[85] + 1]) + b"=="

    assert base64.b64decode(other) == cut.signature
    with pytest.raises(BadLine, match="signature form"):
        read_cut(line(cut).replace(spelt, other))


def test_a_newer_cut_is_read_for_what_it_lists() -> None:
    laptop = Laptop()
    members = json.loads(laptop.edit(title="Rice").body)
    newer = {"v": 2, "revs": members["revs"], "root": RICE, "dev": laptop.key.id, "why": {"x": 1}}

    cut = signed(canonical(newer), laptop.key)

    assert cut.newer
    assert list(cut.revisions) == members["revs"]
    assert verify(cut, laptop.key.public)


def test_saving_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not 0"):
        make_cut(
            RICE,
            [],
            over=lambda _record, _field: (),
            device=device_key(1),
            incarnation="0" * 16,
            sequence=1,
            previous="",
            at="2026-11-21T12:00:00.000Z-0000",
            by="",
        )


def test_a_note_and_pasted_characters_are_saved_fit_to_keep() -> None:
    laptop = Laptop()

    cut = laptop.save([Change(RICE, "case", "", {"title": "e\u0301\r\n\x07"})], note="why\x00")

    assert cut.note == "why"
    assert laptop.view()[RICE].fields["title"].value == "é\n"
