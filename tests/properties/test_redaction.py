"""What is withdrawn is gone on every copy, and the copies agree, in whatever order it came."""

import random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.history.redaction import Authors, allowed, asking, redactions
from ssc_desktop.history.saving import Change
from ssc_desktop.history.view import DELETED, RecordView, seen, view
from tests.unit.bundle.samples import RICE, Laptop, numbered_id

_WORDS = ("rice", "fish", "Kampala", "Amina’s name")


class Copy(Laptop):
    """A laptop whose person confirms withdrawals."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.stubs: set[str] = set()

    def view(self, root: str = RICE) -> dict[str, RecordView]:
        revisions = [one for one in self.revisions.values() if one.root == root]
        return view(revisions, self.cuts.values(), self.stubs)

    def confirm(self) -> None:
        """Destroy what may be destroyed."""
        for one in redactions(self.revisions.values(), self.cuts.values()):
            written_by = Authors(self.revisions.values(), self.cuts.values()).of(one.target)
            if one.target in self.stubs or allowed(
                one, written_by, {_facilitator(): "facilitator"}
            ):
                self.stubs.add(one.target)
                self.revisions.pop(one.target, None)

    def take(self, other: Laptop) -> None:
        """What is a stub here is dropped at the door."""
        coming = [one for one in other.revisions.values() if one.id not in self.stubs]
        self.receive(list(other.cuts.values()), coming)


def _facilitator() -> str:
    return Copy(3).key.id


def _withdraw(copy: Copy, chance: random.Random) -> None:
    """Of words this copy wrote (or, the facilitator, of any): gone, and what they hid stays so."""
    held = [
        one
        for one in copy.revisions.values()
        if one.kind in {"case", "result"} and DELETED not in one.fields
        if one.device == copy.key.id or copy.number == 3
    ]
    if not held:
        return
    target = chance.choice(sorted(held, key=lambda one: one.id))
    copy.save([asking(target.id, "she asked for it")])
    copy.confirm()


def _edit(copy: Copy, chance: random.Random) -> None:
    record = chance.choice([RICE, numbered_id(70)])
    kind, parent = ("case", "") if record == RICE else ("result", RICE)
    fields: dict[str, Any] = {chance.choice(["title", "town"]): chance.choice(_WORDS)}
    shown = copy.view()
    if record in shown and chance.random() < 0.1:
        fields = {DELETED: {"saw": list(seen(shown, record))}}
    copy.save([Change(record, kind, parent, fields)])


def _world(seed: int, steps: int = 14) -> list[Copy]:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    copies = [Copy(number) for number in range(1, 4)]
    copies[0].edit(title="a first title")
    for other in copies[1:]:
        other.take(copies[0])
    for _ in range(steps):
        copy = chance.choice(copies)
        move = chance.choice([_edit, _edit, _withdraw, _exchange])
        if move is _exchange:
            _exchange(copy, chance.choice(copies))
        else:
            move(copy, chance)
    return copies


def _exchange(one: Copy, other: Copy | random.Random) -> None:
    if isinstance(other, Copy):
        one.take(other)
        other.take(one)


def _settle(copies: list[Copy], chance: random.Random) -> None:
    """Everybody takes in everything, in some order, and confirms."""
    for _ in range(3):
        pairs = [(one, other) for one in copies for other in copies if one is not other]
        chance.shuffle(pairs)
        for one, other in pairs:
            one.take(other)
            if chance.random() < 0.5:
                one.confirm()
    for copy in copies:
        copy.confirm()


def _bytes(copy: Copy) -> bytes:
    return msgspec.json.encode(copy.view(), order="deterministic")


@settings(max_examples=400)
@given(seed=st.integers(0, 2**32), order=st.integers(0, 2**16))
def test_redaction_converges_in_any_order(seed: int, order: int) -> None:
    copies = _world(seed)

    _settle(copies, random.Random(order))  # noqa: S311 - chance that can be repeated

    assert len({_bytes(copy) for copy in copies}) == 1
    assert len({frozenset(copy.stubs) for copy in copies}) == 1
    for copy in copies:
        assert not copy.stubs & copy.revisions.keys()


@settings(max_examples=100)
@given(seed=st.integers(0, 2**32))
def test_what_was_replaced_by_withdrawn_words_is_no_missing_bundle(seed: int) -> None:
    copies = _world(seed)

    _settle(copies, random.Random(1))  # noqa: S311 - chance that can be repeated

    for record in copies[0].view().values():
        assert not any(one.incomplete for one in record.fields.values())


def test_a_stranger_withdraws_nothing() -> None:
    author, stranger = Copy(1), Copy(2)
    author.edit(title="Rice")
    stranger.take(author)
    (held,) = author.revisions
    stranger.save([asking(held, "for no reason")])

    author.take(stranger)
    author.confirm()

    assert author.view()[RICE].fields["title"].value == "Rice"


def test_a_redaction_takes_no_story_out_of_the_trash() -> None:
    author = Copy(1)
    author.edit(title="Rice")
    (held,) = author.revisions
    author.save([Change(RICE, "case", "", {DELETED: {"saw": list(seen(author.view(), RICE))}})])

    author.save([asking(held, "she asked for it")])
    author.confirm()

    assert author.view()[RICE].deleted
