"""A workshop: forty people, each at a laptop of their own, and a facilitator with a stick.

In every round all write, a tenth of the stories is written in by two people at once, and everybody
hands a bundle to the facilitator, who settles what is in dispute and hands everything back. Clocks
are up to a year wrong. Bundles get lost, old ones come again, a laptop's disk is copied to another
one, and an old copy of a library comes back. A person's eyes are kept in mind for every word: what
stood on the screen when another took its place.
"""

import functools
import itertools
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from ssc_desktop.record import CASE, FieldDefinition, Kind
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import bundles, conflicts, gathering, settling, workshop
from ssc_desktop.services.answers import OpenedCase, Version
from ssc_desktop.services.bundles import Wish
from ssc_desktop.store import truth
from tests.properties.computer import Computer
from tests.unit.bundle.samples import NOON

YEAR = 365
STORIES = 5
LOST = 0.1
"""Of the bundles, and of those who were not there when everything was handed back."""
TWICE = 0.1
"""Of the stories, in a round."""
_OWN_EDITS = 4
_OTHERS_EDITS = 3
_WORD = re.compile(rb"word\d+x")
_FIELDS = tuple(
    member.name
    for member in CASE.fields
    if isinstance(member, FieldDefinition) and member.kind is Kind.TEXT and not member.private
)[:12]
_SENTENCE = "In {n} villages they said {word}, and the rains were late."


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that somebody gave a field, and all texts of it that stood on the screen."""

    text: str
    seen: frozenset[str]


@dataclass
class Figures:
    """What is told of it in the end."""

    laptops: int
    stories: int = 0
    edits: int = 0
    lost_bundles: int = 0
    replayed: int = 0
    offered: int = 0
    """Disputes that the facilitator was asked to settle."""
    wrong_clocks: int = 0

    @property
    def share(self) -> float:
        """How many of the edits wanted a person, of 100."""
        return 100 * self.offered / self.edits


@dataclass
class Workshop:
    """Everybody, and what they wrote."""

    folder: Path
    laptops: int = 40
    seed: int = 1
    minutes: int = 0
    edits: dict[tuple[str, str], list[Edit]] = field(default_factory=lambda: defaultdict(list))
    _old: list[Path] = field(default_factory=list)
    """Bundles of rounds that are over."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a workshop that can be repeated
        self.figures = Figures(self.laptops)
        self._numbers = itertools.count(1)
        self.facilitator = self._computer(0)
        self.authors = [self._computer(number) for number in range(1, self.laptops + 1)]
        self._invite()
        self.own = {author.number: self._began(author) for author in self.authors}

    @property
    def everybody(self) -> tuple[Computer, ...]:
        """The authors and the facilitator."""
        return (*self.authors, self.facilitator)

    def close(self) -> None:
        """Close all programs."""
        for one in self.everybody:
            one.close()

    def _computer(self, number: int) -> Computer:
        wrong = number % 4 == 1
        self.figures.wrong_clocks += wrong
        days = self.chance.uniform(-YEAR, YEAR) if wrong else 0
        skew = timedelta(days=days, seconds=self.chance.uniform(-90, 90))
        return Computer(
            self.folder / f"laptop-{number}",
            number,
            lambda: NOON + skew + timedelta(minutes=self.minutes),
        )

    def _invite(self) -> None:
        invitation = self.folder / "invitation.sscz"
        workshop.invite(self.facilitator.library, "Kisumu", invitation, laptops=self.laptops)
        for author in self.authors:
            workshop.join(author.library, invitation)

    def _began(self, author: Computer) -> list[str]:
        stories = [self._sentence() for _ in range(STORIES)]
        self.figures.stories += STORIES
        ids = [author.add(title=title) for title in stories]
        for case_id, title in zip(ids, stories, strict=True):
            self.edits[case_id, "title"].append(Edit(title, frozenset()))
        return ids

    def _sentence(self) -> str:
        number = next(self._numbers)
        return _SENTENCE.format(n=self.chance.randint(2, 60), word=f"word{number}x")

    # -------------------------------------------------------------- a round

    def round(self, *, loses: bool = True) -> None:
        """All write, hand in, and get everything back."""
        self.write()
        self.collect(loses=loses)
        self.settle()
        self.hand_back(loses=loses)

    def write(self) -> None:
        """Everybody in their own stories; some in those of others, before they meet."""
        for author in self.authors:
            self.minutes += 1
            for case_id in self.own[author.number]:
                self._edit(author, case_id, _OWN_EDITS)
        everything = [case_id for ids in self.own.values() for case_id in ids]
        for case_id in self.chance.sample(everything, round(TWICE * len(everything))):
            others = [
                one for one in self.authors if case_id not in self.own[one.number]
                if case_id in self._held(one)
            ]  # fmt: skip
            if others:
                self._edit(self.chance.choice(others), case_id, _OTHERS_EDITS)

    def _held(self, author: Computer) -> set[str]:
        with author.library.reading() as connection:
            return set(map(truth.case_of, truth.roots(connection)))

    def _edit(self, author: Computer, case_id: str, number: int) -> None:
        """Write in some fields, and leave the story."""
        shown = author.screen(case_id)
        case = shown.case
        for name in self.chance.sample(_FIELDS, number):
            text = self._sentence()
            self.edits[case_id, name].append(Edit(text, frozenset(_on_screen(shown, name))))
            case = with_value(case, (name,), text)
            self.figures.edits += 1
        author.put(case_id, case)

    def collect(self, *, loses: bool) -> None:
        """Bundles on a stick, new ones and old ones; some of the new ones get lost."""
        stick = self.folder / f"stick-{next(self._numbers)}"
        stick.mkdir()
        for author in self.authors:
            target = stick / f"{author.number}.sscz"
            wish = Wish(receiver=self.facilitator.library.device.id)
            bundles.make(author.library, None, target, wish)
            if loses and self.chance.random() < LOST:
                target.unlink()
                self.figures.lost_bundles += 1
        for old in self.chance.sample(self._old, min(3, len(self._old))):
            shutil.copy(old, stick / f"again-{old.parent.name}-{old.name}")
            self.figures.replayed += 1
        self._old += sorted(stick.glob("[0-9]*.sscz"))
        plans = gathering.plan_all(self.facilitator.library, [stick])
        accepted = [plan.bundle for plan in plans.asking]
        gathered, _changes = gathering.take_all(self.facilitator.library, plans, accept=accepted)
        assert not gathered.refused, gathered.refused
        assert not gathered.waiting

    def settle(self) -> None:
        """The facilitator looks at every dispute, and ends it in one of the ways there are."""
        for dispute in conflicts.listed(self.facilitator.library):
            self.figures.offered += 1
            texts = [str(version.value) for version in dispute.versions]
            choice, text = self._chosen(dispute.versions, texts)
            path = (dispute.field,)
            settling.settle(self.facilitator.library, dispute.case_id, path, choice, "read both")
            place = dispute.case_id, dispute.field
            self.edits[place].append(Edit(text, frozenset(texts)))

    def _chosen(self, versions: Sequence[Version], texts: list[str]) -> tuple[settling.Choice, str]:
        way = self.chance.randint(0, 2)
        if way == 0:
            return settling.Keep(versions[0].revision), texts[0]
        text = self._sentence()
        return settling.Write(text), text

    def hand_back(self, *, loses: bool) -> None:
        """One bundle with everything, for all who are there."""
        target = self.folder / f"back-{next(self._numbers)}.sscz"
        bundles.make(self.facilitator.library, None, target)
        for author in self.authors:
            if not (loses and self.chance.random() < LOST):
                author.take(target)

    # -------------------------------------------------------------- accidents

    def copy_a_disk(self, giver: Computer, taker: Computer) -> None:
        """The disk of one laptop is put into another, key and all; both write on."""
        for one in (giver, taker):
            self._see_everything_of(one)
        giver.close()
        taker.become(giver.folder)
        giver.reopen()

    def kept(self, author: Computer) -> Path:
        """A copy of somebody's disk."""
        place = self.folder / f"kept-{next(self._numbers)}"
        author.close()
        shutil.copytree(author.folder, place)
        author.reopen()
        return place

    def bring_back(self, author: Computer, kept: Path) -> None:
        """The disk is as it was; what was written since then is with the facilitator."""
        self._see_everything_of(author)
        author.become(kept)

    def _see_everything_of(self, author: Computer) -> None:
        """Hand over by hand, so that nothing is only on a disk that goes."""
        bundle = author.send()
        self.facilitator.take(bundle)
        back = self.facilitator.send()
        author.take(back)

    # -------------------------------------------------------------- in the end

    def missing_words(self) -> dict[int, set[bytes]]:
        """The words that are not in somebody's library, by laptop."""
        typed = set(_words(self.edits))
        found = {one.number: typed - set(_WORD.findall(one.words())) for one in self.everybody}
        return {number: missing for number, missing in found.items() if missing}

    def hidden_unseen(self) -> list[tuple[str, str, str]]:
        """Texts that are shown nowhere, and that nobody saw who wrote another in their place."""
        found = []
        shown = functools.cache(self.facilitator.screen)
        for (case_id, name), edits in self.edits.items():
            alive = _on_screen(shown(case_id), name)
            for edit in edits:
                over = any(edit.text in later.seen for later in edits)
                if edit.text not in alive and not over:
                    found.append((case_id, name, edit.text))
        return found


def _on_screen(shown: OpenedCase, name: str) -> set[str]:
    if name in shown.conflicts:
        return {str(version.value) for version in shown.conflicts[name]}
    return {str(getattr(shown.case, name) or "")}


def _words(edits: dict[tuple[str, str], list[Edit]]) -> Iterator[bytes]:
    for given in edits.values():
        for edit in given:
            yield from _WORD.findall(edit.text.encode())
