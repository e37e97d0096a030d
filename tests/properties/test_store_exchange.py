"""Two or three laptops do anything in any order: no word is lost, and they come to agree."""

import contextlib
import itertools
import re
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record import CASE
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import Path as FieldPath
from ssc_desktop.record.editing import moved_item, new_item
from ssc_desktop.services import (
    bundles,
    cases,
    conflicts,
    libraries,
    receipts,
    redacting,
    settling,
    undoing,
)
from ssc_desktop.services.bundles import Wish
from ssc_desktop.store import stubs
from tests.laptops import Laptop, quick_folder
from tests.properties.world import WORLDS, cruel

RUNS = WORLDS // 5

WHO = st.integers(0, 2)
ANY = st.integers(0, 7)
FIELDS = st.sampled_from(["title", "network", "sustainability", "keywords"])
GROUPS = st.sampled_from(["partner", "result", "field_limit", "primary_contact"])
MARKS = st.lists(st.sampled_from(["contacts", "money", "people"]), unique=True).map(
    lambda codes: tuple(sorted(codes, key=["contacts", "money", "people", "places"].index))
)


HOW = st.sampled_from(["keep", "both", "write"])
_WORD = re.compile(rb"word\d+x")


def words_in(laptop: Laptop) -> set[bytes]:
    """The words that were typed and are in a library."""
    return set(_WORD.findall(laptop.words()))


def has_all_of(target: Laptop, source: Laptop) -> bool:
    """Whether everything arrived but for what was destroyed before it was ever handed on."""
    with source.library.reading() as connection:
        gone = stubs.every(connection).revisions
    held = target.truth()
    return all(ids - gone <= held[root] for root, ids in source.truth().items())


class Laptops(RuleBasedStateMachine):
    """What people do with their laptops."""

    @initialize(number=st.integers(2, 3))
    def buy(self, number: int) -> None:
        self.places = ExitStack()
        place = self.places.enter_context(quick_folder())
        self.laptops = [Laptop(place / str(n)) for n in range(number)]
        self.typed: list[set[bytes]] = [set() for _ in range(number)]
        self.withdrawn: set[bytes] = set()
        self.numbers = itertools.count(1)
        self.write_a_new_story(0)
        for other in range(1, number):
            self.carry_a_bundle(0, other)

    def laptop(self, who: int) -> Laptop:
        return self.laptops[who % len(self.laptops)]

    def word(self, who: int) -> str:
        """A word that was never typed before."""
        word = f"word{next(self.numbers)}x"
        self.typed[who % len(self.laptops)].add(word.encode())
        return word

    def story(self, who: int, which: int) -> str | None:
        ids = sorted(one.id for one in self.laptop(who).listed())
        return ids[which % len(ids)] if ids else None

    def value(self, who: int, field: str) -> Any:
        from ssc_desktop.record import Noted

        word = self.word(who)
        return {"sustainability": Noted(note=word), "keywords": (word, "rice")}.get(field, word)

    @rule(who=WHO)
    def write_a_new_story(self, who: int) -> None:
        if len(self.laptop(who).listed()) < 3:
            word = self.word(who)
            self.laptop(who).add(title=word, partner=[{"name_as_used": word}])

    @rule(who=WHO, which=ANY, field=FIELDS, leave=st.booleans())
    def type_into_a_field(self, who: int, which: int, field: str, leave: bool) -> None:
        case_id = self.story(who, which)
        if case_id:
            laptop = self.laptop(who)
            self.forget_what_is_typed_over(who, case_id, field)
            do = laptop.type if leave else laptop.draft
            do(case_id, (field,), self.value(who, field))

    def forget_what_is_typed_over(self, who: int, case_id: str, field: str) -> None:
        """What stands in a draft alone may be typed over by the same person."""
        shown = repr(getattr(self.laptop(who).case(case_id), field)).encode()
        self.typed[who % len(self.laptops)] -= {*_WORD.findall(shown)} - words_in(self.laptop(who))

    @rule(who=WHO, which=ANY, group=GROUPS, at=st.integers(0, 3))
    def add_an_item(self, who: int, which: int, group: str, at: int) -> None:
        case_id = self.story(who, which)
        if case_id:
            words = {"partner": "name_as_used", "result": "statement", "primary_contact": "name"}
            said = {words[group]: self.word(who)} if group in words else {"parts": ("money",)}
            item = new_item(CASE.groups()[group], **said)
            self.laptop(who).add_item(case_id, (group,), item, at)

    @rule(who=WHO, which=ANY, item=ANY)
    def add_a_figure_to_a_result(self, who: int, which: int, item: int) -> None:
        case_id = self.story(who, which)
        held = items(self.laptop(who).case(case_id), "result") if case_id else ()
        if case_id and held:
            figure = new_item(CASE.groups()["other_figure"], value=self.word(who))
            path = ("result", held[item % len(held)].id, "other_figure")
            self.laptop(who).add_item(case_id, path, figure)

    @rule(who=WHO, which=ANY, item=ANY, marks=MARKS)
    def tick_marks(self, who: int, which: int, item: int, marks: tuple[str, ...]) -> None:
        case_id = self.story(who, which)
        held = items(self.laptop(who).case(case_id), "field_limit") if case_id else ()
        if case_id and held:
            path = ("field_limit", held[item % len(held)].id, "parts")
            self.laptop(who).type(case_id, path, marks or None)

    @rule(who=WHO, which=ANY, group=GROUPS, item=ANY)
    def remove_an_item_and_sometimes_undo(
        self, who: int, which: int, group: str, item: int
    ) -> None:
        case_id = self.story(who, which)
        before = self.laptop(who).case(case_id) if case_id else None
        held = items(before, group) if before else ()
        if case_id and before and held:
            gone = held[item % len(held)].id
            self.laptop(who).remove_item(case_id, (group,), gone)
            assert gone not in [one.id for one in items(self.laptop(who).case(case_id), group)]
            if item % 3 == 0:
                self.laptop(who).put(case_id, before)
                assert self.laptop(who).case(case_id) == before

    @rule(who=WHO, which=ANY, group=GROUPS, item=ANY, to=st.integers(0, 3))
    def move_an_item(self, who: int, which: int, group: str, item: int, to: int) -> None:
        case_id = self.story(who, which)
        case = self.laptop(who).case(case_id) if case_id else None
        held = items(case, group) if case else ()
        if case_id and case and held:
            after = moved_item(case, (group,), held[item % len(held)].id, to)
            self.laptop(who).put(case_id, after)
            assert self.laptop(who).case(case_id) == after

    @rule(who=WHO, which=ANY)
    def throw_away(self, who: int, which: int) -> None:
        case_id = self.story(who, which)
        if case_id:
            cases.trash(self.laptop(who).library, [case_id])
            assert self.laptop(who).screen(case_id).deleted

    @rule(who=WHO)
    def take_back(self, who: int) -> None:
        for one in self.laptop(who).listed(trash=True)[:1]:
            cases.restore(self.laptop(who).library, [one.id])
            assert not self.laptop(who).screen(one.id).deleted

    @rule(who=WHO)
    def close_and_open(self, who: int) -> None:
        self.laptop(who).reopen()

    @rule(who=WHO, which=ANY, how=HOW)
    def settle(self, who: int, which: int, how: str) -> None:
        library = self.laptop(who).library
        open_ = conflicts.listed(library)
        if open_:
            one = open_[which % len(open_)]
            path = tuple(one.field.split("/"))
            choice = self.choice(who, path, one.versions[-1].revision, how)
            settling.settle(library, one.case_id, path, choice, "both were asked")
            left = {(other.case_id, other.field) for other in conflicts.listed(library)}
            assert (one.case_id, one.field) not in left

    def choice(self, who: int, path: FieldPath, revision: str, how: str) -> settling.Choice:
        if how == "write":
            return settling.Write(self.value(who, path[-1]))
        return settling.Both() if how == "both" else settling.Keep(revision)

    @rule(who=WHO, which=ANY, stays=st.booleans())
    def settle_a_deletion(self, who: int, which: int, stays: bool) -> None:
        library = self.laptop(who).library
        open_ = conflicts.contested(library)
        if open_:
            one = open_[which % len(open_)]
            path = tuple(one.field.split("/")) if one.field else ()
            choice = settling.Stay() if stays else settling.Delete()
            settling.settle(library, one.case_id, path, choice)
            left = {(other.case_id, other.field) for other in conflicts.contested(library)}
            assert (one.case_id, one.field) not in left

    @rule(who=WHO, which=ANY)
    def withdraw(self, who: int, which: int) -> None:
        case_id = self.story(who, which)
        laptop = self.laptop(who)
        before = words_in(laptop)
        with contextlib.suppress(NotFound, InvalidInput):  # nothing there, or others wrote it
            redacting.redact(laptop.library, case_id or "", ("network",), "she asked for it")
            self.withdrawn |= before - words_in(laptop)

    @rule(who=WHO)
    def confirm_what_others_withdrew(self, who: int) -> None:
        for one in redacting.waiting(self.laptop(who).library):
            redacting.confirm(self.laptop(who).library, one.id)

    @rule(who=WHO, which=ANY)
    def undo_an_import(self, who: int, which: int) -> None:
        library = self.laptop(who).library
        came = [one for one in undoing.imports(library) if not one.undone]
        if came:
            undoing.undo(library, [came[which % len(came)].bundle])
            assert libraries.check(library).problems == ()

    @rule(who=WHO, which=ANY)
    def put_an_import_back(self, who: int, which: int) -> None:
        library = self.laptop(who).library
        gone = [one for one in undoing.imports(library) if one.undone]
        if gone:
            undoing.put_back(library, [gone[which % len(gone)].bundle])
            assert libraries.check(library).problems == ()

    @rule(giver=WHO, taker=WHO, fresh=st.booleans())
    def carry_what_is_missing(self, giver: int, taker: int, fresh: bool) -> None:
        source, target = self.laptop(giver), self.laptop(taker)
        if source is target:
            return
        if fresh:
            receipt = target.folder / f"receipt-{next(self.numbers)}.sscz"
            receipts.make(target.library, receipt)
            source.take(receipt)
        delta = source.folder / f"delta-{next(self.numbers)}.sscz"
        wish = Wish(receiver=target.library.device.id, with_private=True)
        with contextlib.suppress(InvalidInput):  # all of it is there already
            bundles.make(source.library, None, delta, wish)
            target.take(delta)
        if fresh:
            assert has_all_of(target, source)
            self.typed[taker % len(self.laptops)] |= self.typed[giver % len(self.laptops)]

    @rule(giver=WHO, taker=WHO)
    def carry_a_bundle(self, giver: int, taker: int) -> None:
        source, target = self.laptop(giver), self.laptop(taker)
        if source is target or not (source.listed() or source.listed(trash=True)):
            return
        bundle = source.send(*[one.id for one in self.everything(source)], with_private=True)
        target.take(bundle)
        assert has_all_of(target, source)
        self.typed[taker % len(self.laptops)] |= self.typed[giver % len(self.laptops)]

    @staticmethod
    def everything(laptop: Laptop) -> list[Any]:
        return [*laptop.listed(), *laptop.listed(trash=True)]

    @precondition(lambda self: hasattr(self, "laptops"))
    @rule()
    def look(self) -> None:
        for laptop, other in itertools.combinations(self.laptops, 2):
            held, also = laptop.truth(), other.truth()
            for case_id in sorted({root[:36] for root in held.keys() & also.keys()}):
                roots = (case_id, f"{case_id}/private")
                same = all(held.get(root) == also.get(root) for root in roots)
                if same and not (self.typing(laptop, case_id) or self.typing(other, case_id)):
                    assert laptop.case(case_id) == other.case(case_id)

    @staticmethod
    def typing(laptop: Laptop, case_id: str) -> bool:
        shown = laptop.screen(case_id)
        cases.save(laptop.library, case_id)
        return laptop.screen(case_id).base != shown.base

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        try:
            self.agree()
        finally:
            for laptop in self.laptops:
                laptop.close()
            self.places.close()

    def agree(self) -> None:
        """Everybody takes in everything; then all is there, the same, and sound."""
        for laptop in self.laptops:
            laptop.reopen()
        for _ in range(2):
            for giver, taker in itertools.permutations(range(len(self.laptops)), 2):
                self.carry_a_bundle(giver, taker)
            for who in range(len(self.laptops)):
                self.confirm_what_others_withdrew(who)
        first = self.laptops[0]
        for laptop, typed in zip(self.laptops, self.typed, strict=True):
            assert laptop.truth() == first.truth()
            words = words_in(laptop)
            assert typed - self.withdrawn <= words
            assert not self.withdrawn & words
            for one in self.everything(first):
                mine, theirs = laptop.screen(one.id), first.screen(one.id)
                assert mine.case == theirs.case
                assert (mine.deleted, mine.contested) == (theirs.deleted, theirs.contested)
                assert mine.conflicts.keys() == theirs.conflicts.keys()
            assert libraries.check(laptop.library).problems == ()


def test_a_few_laptops_come_to_agree() -> None:
    run_state_machine_as_test(Laptops, settings=cruel(6, steps=30))


@pytest.mark.slow
@pytest.mark.timeout(120 + 6 * RUNS)
def test_many_laptops_come_to_agree() -> None:
    run_state_machine_as_test(Laptops, settings=cruel(RUNS, steps=30))
