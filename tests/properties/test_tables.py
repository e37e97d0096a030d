"""The tables say what the revisions say, whatever came in, in whatever order, and was taken back.

A machine against a model: the library under test gets the saves of a played world in handfuls, out
of order and repeated, loses some again, and is written in; after every step its tables must equal
those of a library that got the same set at once, and the view worked out in memory.
"""

import random
from contextlib import ExitStack

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ssc_desktop.history.view import view
from ssc_desktop.services import cases, libraries, undoing
from tests.properties.computer import ROOTS
from tests.properties.world import STEP, WORLDS, cruel, playing

_CHANCE = st.integers(0, 2**32)
RUNS = WORLDS // 8


class Tables(RuleBasedStateMachine):
    """One library, and the saves that there are."""

    @initialize(seed=_CHANCE)
    def play(self, seed: int) -> None:
        self.open = ExitStack()
        script = random.Random(seed).randbytes(STEP * 12)  # noqa: S311 - repeatable
        self.world = self.open.enter_context(playing(script))
        self.all = self.world.everything
        self.here = self.world.fresh()

    def handful(self, seed: int) -> tuple[list[str], float]:
        chance = random.Random(seed)  # noqa: S311 - repeatable
        cuts = sorted(self.all.holdings().cuts)
        return chance.sample(cuts, min(len(cuts), chance.randint(1, 6))), chance.random()

    @rule(seed=_CHANCE)
    def take_in_some(self, seed: int) -> None:
        held = self.all.holdings()
        ids, missing = self.handful(seed)
        chance = random.Random(seed)  # noqa: S311 - repeatable
        cuts = [held.cuts[one] for one in ids]
        revisions = [
            held.revisions[one]
            for cut in cuts
            for one in cut.revisions
            if one in held.revisions and chance.random() >= missing / 4
        ]
        self.world.deliver(self.all, self.here, cuts, revisions)

    @rule(root=st.sampled_from(ROOTS))
    def take_in_a_story(self, root: str) -> None:
        self.here.take(self.all.send(root, with_private=True))

    @rule(root=st.sampled_from(ROOTS), word=st.sampled_from(["rice", "fish"]))
    def write(self, root: str, word: str) -> None:
        if root in self.here.view(root) and not self.here.view(root)[root].deleted:
            cases.set_value(self.here.library, root, ("title",), word)

    @rule(root=st.sampled_from(ROOTS))
    def delete_or_restore(self, root: str) -> None:
        shown = self.here.view(root).get(root)
        if shown is not None:
            (cases.restore if shown.deleted else cases.trash)(self.here.library, [root])

    @rule(which=st.integers(0, 9), back=st.booleans())
    def undo_or_put_back(self, which: int, back: bool) -> None:
        found = [one for one in undoing.imports(self.here.library) if one.undone is back]
        if found:
            do = undoing.put_back if back else undoing.undo
            do(self.here.library, [found[which % len(found)].bundle])

    @rule()
    def derive_anew(self) -> None:
        libraries.rebuild(self.here.library)

    @invariant()
    def the_tables_are_those_of_the_set(self) -> None:
        if not hasattr(self, "here"):
            return
        held = self.here.holdings()
        at_once = self.world.fresh()
        if held.cuts:
            self.world.deliver(self.here, at_once, held.cuts.values(), held.revisions.values())
        assert self.here.tables() == at_once.tables()
        for root in ROOTS:
            revisions = sorted(
                (one for one in held.revisions.values() if one.root == root),
                key=lambda one: one.id[::-1],
            )
            pure = view(revisions, [cut for cut in held.cuts.values() if cut.root == root])
            assert msgspec.json.encode(self.here.view(root)) == msgspec.json.encode(pure)
        self.world.laptops.remove(at_once)
        at_once.close()

    def teardown(self) -> None:
        if hasattr(self, "here"):
            try:
                assert libraries.check(self.here.library).problems == ()
            finally:
                self.open.close()


def test_a_few_tables_say_what_the_revisions_say() -> None:
    run_state_machine_as_test(Tables, settings=cruel(4, steps=12))


@pytest.mark.slow
@pytest.mark.timeout(120 + 6 * RUNS)
def test_many_tables_say_what_the_revisions_say() -> None:
    run_state_machine_as_test(Tables, settings=cruel(RUNS, steps=15))
