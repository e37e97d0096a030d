"""What is true of any order of edits here, edits of others, files that come back, and undoing."""

import dataclasses
import random
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssc_desktop.identifiers import new_id
from ssc_desktop.record import CASE, record_json
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import new_item, value_at
from ssc_desktop.record.found import FoundStory
from ssc_desktop.services import undoing
from tests.laptops import Laptop, quick_folder
from tests.strategies import numbered_id
from tests.unit.services.papers import found, plan_of, says, take

RICE = numbered_id(1)
FIELDS = ("overview", "short_name", f"result/{RICE}/actual")
Answers = dict[str, str | None]
Live = dict[str, set[Any]]

words = st.sampled_from(["", "one", "two", "three"])
fields = st.sampled_from(FIELDS)
answers = st.dictionaries(fields, words, min_size=1)
steps = st.one_of(
    st.tuples(st.just("here"), fields, words),
    st.tuples(st.just("bo"), fields, words),
    st.just(("print",)),
    st.tuples(st.just("take"), st.integers(0, 3), answers),
    st.just(("undo",)),
    st.just(("put back",)),
)


class World:
    """Amina's laptop, Bo's, and the documents that were printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.amina, self.bo = Laptop(folder / "amina"), Laptop(folder / "bo")
        self.story = self.amina.add(overview="one", result=[{"id": RICE, "statement": "Rice"}])
        self.bo.take_all_of(self.amina)
        self.printed: list[FoundStory] = [found(self.amina, self.story)]
        self.said: set[str] = {"one"}
        self.files = 0
        self.last: tuple[tuple[str, ...], Live] | None = None
        """What was taken in last, and what was alive before; None once anything else happened."""
        self.undone: tuple[tuple[str, ...], Live] | None = None

    def live(self) -> Live:
        """What is alive in each field."""
        screen = self.amina.screen(self.story)
        return {
            path: {one.value for one in screen.conflicts[path]}
            if path in screen.conflicts
            else {value_at(screen.case, tuple(path.split("/")))}
            for path in FIELDS
        }

    def type(self, laptop: Laptop, path: str, word: str) -> None:
        laptop.type(self.story, tuple(path.split("/")), word or None)
        self.said.add(word)

    def step(self, name: str, *told: Any) -> None:
        last, undone, self.last, self.undone = self.last, self.undone, None, None
        if name == "here":
            self.type(self.amina, *told)
        elif name == "bo":
            self.type(self.bo, *told)
            self.amina.take_all_of(self.bo)
        elif name == "print":
            self.printed.append(found(self.amina, self.story))
        elif name == "take":
            self.take(*told)
        elif name == "undo" and last is not None:
            self.undo(*last)
        elif name == "put back" and undone is not None:
            batches, after = undone
            undoing.put_back(self.amina.library, batches)
            assert self.live() == after

    def take(self, which: int, edits: dict[str, str]) -> None:
        paper = self.printed[which % len(self.printed)]
        base = _values(paper)
        theirs = {
            path: word or None for path, word in edits.items() if (word or None) != base[path]
        }
        told = FoundStory(
            paper.kind, paper.case_uuid, paper.form_version, paper.language, paper.base_record,
            paper.base_cuts, tuple(says(path, word) for path, word in theirs.items()),
        )  # fmt: skip
        self.said.update(filter(None, edits.values()))
        before = self.live()
        self.files += 1
        plan = plan_of(self.amina, told, self.folder / f"{self.files}.docx")
        done = take(self.amina, plan, list(theirs))
        after = self.live()
        for path in FIELDS:
            assert after[path] == _expected(before[path], base[path], path, theirs), path
        if done.taken:
            self.last = done.batches, before

    def undo(self, batches: tuple[str, ...], before: Live) -> None:
        after = self.live()
        undoing.undo(self.amina.library, batches)
        assert self.live() == before
        self.undone = batches, after

    def close(self) -> None:
        self.amina.close()
        self.bo.close()


def _values(paper: FoundStory) -> Answers:
    record = paper.base_record or {}
    (result,) = record["result"]
    return {
        "overview": record.get("overview"),
        "short_name": record.get("short_name"),
        f"result/{RICE}/actual": result.get("actual"),
    }


def _expected(before: set[Any], base: str | None, path: str, theirs: Answers) -> set[Any]:
    """What must be alive: what its author did not see stays, beside what the file says."""
    if path not in theirs or theirs[path] in before - {None} or before == {theirs[path]}:
        return before
    return {value for value in before if value != base} | {theirs[path]}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=3, max_size=10))
def test_nothing_that_somebody_wrote_is_replaced_unseen(play: list[tuple[Any, ...]]) -> None:
    with quick_folder() as folder:
        world = World(folder)
        for step in play:
            world.step(*step)

        assert world.amina.revisions()  # every signature, the view and its tables
        kept = world.amina.words()
        assert all(word.encode() in kept for word in world.said)
        world.close()


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(answers, answers)
def test_two_files_say_the_same_in_either_order(one: dict[str, str], other: dict[str, str]) -> None:
    told: list[Live] = []
    with quick_folder() as folder:
        for number, order in enumerate(((one, other), (other, one))):
            world = World(folder / str(number))
            for edits in order:
                world.take(0, edits)
            told.append(world.live())
            world.close()

    assert told[0] == told[1]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(answers)
def test_a_story_that_is_not_here_comes_as_it_was(edits: dict[str, str]) -> None:
    with quick_folder() as folder:
        world = World(folder)
        for path, word in edits.items():
            world.type(world.amina, path, word)
        chen = Laptop(folder / "chen")

        take(chen, plan_of(chen, found(world.amina, world.story), folder / "new.docx"))

        assert record_json.text(chen.case(world.story)) == record_json.text(
            world.amina.case(world.story)
        )
        chen.close()
        world.close()


# ------------------------------------------------------------------ items come and go


class Items:
    """A story with results, which people add, change and remove, here and in documents."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.amina, self.bo = Laptop(folder / "amina"), Laptop(folder / "bo")
        self.story = self.amina.add(result=[{"statement": "one"}, {"statement": "two"}])
        self.bo.take_all_of(self.amina)
        self.printed = [found(self.amina, self.story)]
        self.files = 0

    def said(self, laptop: Laptop) -> dict[str, str]:
        """The statements by their items, in order."""
        results = items(laptop.case(self.story), "result")
        return {one.id: str(getattr(one, "statement", None) or "") for one in results}

    def alive(self) -> dict[str, set[Any]]:
        """All that is alive in the statements; which of two in dispute is shown tells nothing."""
        disputes = self.amina.screen(self.story).conflicts
        return {
            one: {version.value or "" for version in disputes.get(f"result/{one}/statement", ())}
            or {said}
            for one, said in self.said(self.amina).items()
        }

    def edit(self, laptop: Laptop) -> None:
        """Add a result, remove one, or say it otherwise."""
        here = self.said(laptop)
        deed = self.chance.choice(["add", "remove", "change"])
        word = self.chance.choice(["three", "four", "five"])
        if deed == "add" or not here:
            item = new_item(CASE.groups()["result"], statement=word)
            laptop.add_item(self.story, ("result",), item)
        elif deed == "remove":
            laptop.remove_item(self.story, ("result",), self.chance.choice(list(here)))
        else:
            path = ("result", self.chance.choice(list(here)), "statement")
            laptop.type(self.story, path, word)

    def paper(self) -> tuple[FoundStory, dict[str, str]]:
        """A document in which somebody changed, removed and added results, and its base."""
        told = self.chance.choice(self.printed)
        results = (told.base_record or {}).get("result", [])
        base = {one["id"]: one.get("statement", "") for one in results}
        removed = tuple(one for one in base if self.chance.random() < 0.3)
        changed = [one for one in base if one not in removed and self.chance.random() < 0.5]
        word = self.chance.choice(["six", "seven"])
        answers = [says(f"result/{one}/statement", word) for one in (*changed, new_id())]
        return dataclasses.replace(told, answers=tuple(answers), removed=removed), base

    def take(self) -> None:
        """Take a document in, and see what became of each result; then take it back."""
        told, base = self.paper()
        before, conflicts = self.said(self.amina), self.amina.line(self.story).conflicts
        alive = self.alive()
        self.files += 1
        plan = plan_of(self.amina, told, self.folder / f"{self.files}.docx")
        paths = ["/".join(one.path) for one in plan.proposals[0].lines if one.can_be_taken]
        done = take(self.amina, plan, paths)
        after = self.said(self.amina)
        for one in before:
            # what its author did not see is neither removed nor replaced without a word
            assert one in after or (one in told.removed and before[one] == base.get(one))
        theirs = {answer.path[1]: answer.value for answer in told.answers}
        assert after.keys() >= theirs.keys()
        if self.chance.random() < 0.5:
            undoing.undo(self.amina.library, done.batches)
            assert self.alive() == alive
            assert self.amina.line(self.story).conflicts == conflicts


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_items_that_others_went_on_with_stay(seed: int) -> None:
    with quick_folder() as folder:
        world = Items(folder, random.Random(seed))  # noqa: S311 - repeatable
        for _ in range(6):
            deed = world.chance.choice(["here", "there", "print", "take", "take"])
            if deed == "here":
                world.edit(world.amina)
            elif deed == "there":
                world.edit(world.bo)
                world.amina.take_all_of(world.bo)
            elif deed == "print":
                world.printed.append(found(world.amina, world.story))
            else:
                world.take()

        assert world.amina.revisions()
        world.amina.close()
        world.bo.close()
