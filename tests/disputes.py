"""Stories that need a person: what real laptops wrote without knowing of each other."""

from pathlib import Path
from typing import Any

from sqlalchemy import delete

from ssc_desktop import settings
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import Path as FieldPath
from ssc_desktop.record.editing import new_item
from ssc_desktop.services import cases, conflicts, redacting, settling
from ssc_desktop.settings import Settings
from ssc_desktop.store import truth
from ssc_desktop.store.tables import RevisionRow
from tests.laptops import Laptop, config

BEFORE = (
    "Kisumu County released four trainers for 38 working days. The visits took fourteen months. "
    "Mayuge district paid transport. Both wrote the referral guide together."
)
HERE = (
    "Kisumu County released four trainers for 38 working days and lent two boat radios. The visits "
    "took fourteen months. Mayuge district paid transport. Both wrote the referral guide together."
)
THERE = (
    "Kisumu County released four trainers for 38 working days. The visits took fourteen months. "
    "Mayuge district paid transport and lodging. Both wrote the referral guide together."
)
THIRD = (
    "Kisumu County released five trainers for 41 working days. The visits took fourteen months. "
    "Mayuge district paid transport. Both wrote the referral guide together."
)
_LOST = "Words that nobody else ever got."
ARABIC = "أعارت مقاطعة كيسومو أربعة مدربين لمدة ٣٨ يوم عمل. ودفعت مقاطعة مايوغي النقل والإقامة."


class Person(Laptop):
    """Somebody with a name at a laptop."""

    def __init__(self, folder: Path, name: str, organisation: str, role: str = "author") -> None:
        super().__init__(folder)
        self._settings = Settings(
            author_name=name, organisation=organisation, role=role, language="en", theme="light"
        )
        with config(folder / "config"):
            settings.save(self._settings)

    def sent_by_name(self, *ids: str) -> Path:
        """A bundle that says who sends it."""
        with config(self.folder / "config"):
            return self.send(*ids)


class Dispute:
    """A facilitator and two people of whom each changed the same story."""

    def __init__(self, folder: Path) -> None:
        self.here = Person(folder / "here", "Grace Wanjiru", "Lake Basin Commission", "facilitator")
        self.amina = Person(folder / "amina", "Amina Odhiambo", "Kisumu County Health Department")
        self.bo = Person(folder / "bo", "Bo Achieng", "Mayuge District Health Office")
        self.people = (self.here, self.amina, self.bo)
        self.story = ""

    def begin(self, **data: Any) -> str:
        """A story that all three have."""
        told = {
            "title": "Community midwives learn from each other across the lake",
            "overview": BEFORE,
            "participants_total": 11,
            "start_date": "2023-04",
            "authors": [
                {"person": "Amina Odhiambo", "organisation": "Kisumu County Health Department"},
                {"person": "Bo Achieng", "organisation": "Mayuge District Health Office"},
            ],
            **data,
        }
        self.story = self.here.add(**told)
        first = self.here.sent_by_name()
        for one in (self.amina, self.bo):
            one.take(first)
        return self.story

    def gather(self, *others: Person) -> None:
        """Take in what the others wrote."""
        for one in others or (self.amina, self.bo):
            self.here.take(one.sent_by_name())

    def write(self, who: Person, path: FieldPath | str, value: Any) -> None:
        """Somebody writes into the story, and leaves it."""
        who.type(self.story, path, value)

    def close(self) -> None:
        """Everybody goes home."""
        for one in self.people:
            one.close()


def two_versions(folder: Path) -> Dispute:
    """One answer that two changed in different sentences."""
    made = Dispute(folder)
    made.begin()
    made.write(made.here, "overview", HERE)
    made.write(made.amina, "overview", THERE)
    made.gather(made.amina)
    return made


def many(folder: Path) -> Dispute:
    """Everything that can need a person, in three stories."""
    made = Dispute(folder)
    partner = CASE.groups()["partner"]
    made.begin()
    kisumu = new_item(partner, name_as_used="Kisumu County Health Department")
    mayuge = new_item(partner, name_as_used="Mayuge District Health Office")
    for item in (kisumu, mayuge):
        made.here.add_item(made.story, ("partner",), item)
    for one in (made.amina, made.bo):
        one.take(made.here.sent_by_name())
    made.write(made.here, "overview", HERE)
    made.write(made.amina, "overview", THERE)
    made.write(made.bo, "overview", THIRD)
    made.write(made.here, "participants_total", 38)
    made.write(made.amina, "participants_total", 41)
    made.write(made.amina, "start_date", "2023-05")
    made.write(made.bo, "start_date", "2023")
    made.write(made.here, "challenge", "Every third mother gave birth without help.")
    made.write(made.bo, "challenge", ARABIC)
    made.write(made.here, "keywords", ("midwives", "referral", "boats"))
    made.write(made.bo, "keywords", ("midwives", "lake", "referral"))
    made.write(made.here, "licence", "cc_by_4")
    made.write(made.amina, "licence", "cc_by_sa_4")
    made.here.remove_item(made.story, ("partner",), mayuge.id)
    made.write(made.bo, ("partner", mayuge.id, "name_as_used"), "Mayuge District Health Team")
    cotton = made.here.add(title="Cotton seed trials in four countries", overview=BEFORE)
    first = made.here.sent_by_name(cotton)
    made.bo.take(first)
    made.bo.type(cotton, "title", "Cotton that travels: seed trials in four West African countries")
    cases.trash(made.here.library, [cotton])
    made.gather()
    return made


def with_a_bundle_missing(folder: Path) -> Dispute:
    """Two versions, of which one replaces words that never came here."""
    made = Dispute(folder)
    made.begin()
    made.write(made.here, "overview", HERE)
    made.write(made.amina, "overview", _LOST)
    lost = _kept(made.amina, made.story, "overview")
    made.write(made.amina, "overview", THERE)
    _lose(made.amina, lost)
    made.gather(made.amina)
    return made


def _kept(who: Person, story: str, field: str) -> str:
    """The revision that holds the words which nobody else ever got."""
    with who.library.reading() as connection:
        held = truth.revisions_of(connection, story)
    return next(one.id for one in held if one.fields.get(field, ("",))[0] == _LOST)


def _lose(who: Person, revision: str) -> None:
    """As if the bundle with a revision had never arrived."""
    with who.library.writing() as connection:
        connection.execute(delete(RevisionRow.table).where(RevisionRow.id == revision))


def everything(folder: Path) -> Dispute:
    """One of each: changed, deleted, told twice, to be withdrawn, settled, waiting for a bundle."""
    made = many(folder)
    made.amina.add(
        title="Community midwives learn from each other over the lake",
        overview=BEFORE + " Eleven midwives took part.",
        start_date="2023-04",
        partner=[{"name_as_used": "Kisumu County Health Department"}],
    )
    made.write(made.amina, "network", _LOST)
    lost = _kept(made.amina, made.story, "network")
    made.write(made.amina, "network", "The East African network of midwives.")
    _lose(made.amina, lost)
    made.write(made.here, "network", "None that we know of.")
    made.write(made.amina, "difficulty", "Achieng Atieno, mother of two, told us of her debts.")
    made.write(made.bo, "activities", "Eleven midwives spent a month on the other shore.")
    made.write(made.here, "activities", "Midwives visited each other.")
    made.gather()
    redacting.redact(made.amina.library, made.story, ("difficulty",), "She took her consent back.")
    made.gather(made.amina)
    theirs = conflicts.one(made.here.library, made.story, ("activities",)).sides[0].revision
    choice = settling.Keep(theirs)
    settling.settle(made.here.library, made.story, ("activities",), choice, "He was there.")
    return made


def told_twice(folder: Path) -> Dispute:
    """One work, told by two people who did not know of each other."""
    made = Dispute(folder)
    partner = [{"name_as_used": "Kisumu County Health Department"}]
    made.begin(partner=partner)
    made.amina.add(
        title="Community midwives learn from each other over the lake",
        overview=BEFORE + " Eleven midwives took part.",
        start_date="2023-04",
        participants_total=12,
        partner=partner,
    )
    made.gather(made.amina)
    return made


def withdrawal(folder: Path) -> Dispute:
    """Words that their author wants to be destroyed everywhere."""
    made = Dispute(folder)
    made.begin()
    made.write(made.amina, "challenge", "Achieng Atieno, mother of two, told us of her debts.")
    made.gather(made.amina)
    redacting.redact(made.amina.library, made.story, ("challenge",), "She took her consent back.")
    made.gather(made.amina)
    return made
