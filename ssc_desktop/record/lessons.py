"""Section G: what others can learn from it."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import lessons as guides
from ssc_desktop.record.values import (
    Answer,
    Code,
    Item,
    Level,
    Lines,
    PartialDate,
    References,
    Text,
)


@dataclass(frozen=True, kw_only=True)
class Lesson(Item):
    """One lesson: when, doing, led to, because."""

    type: Code = defined(Kind.CHOICE, N_("Kind of lesson"), vocabulary="lesson_type", needs="oRR")
    text: Text = defined(
        Kind.TEXT,
        N_("Lesson"),
        N_("Write it as “When ..., doing ... led to ..., because ...”."),
        words=(0, 60),
        needs="oRR",
        guidance=guides.LESSON_TEXT,
    )
    challenge_id: Code = defined(Kind.CHOICE, N_("Key challenge"), vocabulary="key_challenge")
    based_on: References = defined(Kind.REFERENCES, N_("Based on"), refers_to=("result", "event"))
    evidence_level: Level = defined(
        Kind.CHOICE, N_("Evidence"), vocabulary="evidence_level", numbered=True
    )


@dataclass(frozen=True, kw_only=True)
class Recommendation(Item):
    """What one would tell somebody to do."""

    text: Text = defined(Kind.TEXT, N_("Recommendation"), needs="oRR")
    audience: Code = defined(Kind.CHOICE, N_("To whom"), vocabulary="audience", needs="oRR")


@dataclass(frozen=True, kw_only=True)
class KeyChallenge(Item):
    """One of the six questions, and this story's answer to it."""

    challenge: Code = defined(
        Kind.CHOICE, N_("Question"), vocabulary="key_challenge", overview=True, needs="oRR"
    )
    challenge_answer: Text = defined(
        Kind.TEXT,
        N_("What it says"),
        N_("Your answer from this case, also if it is “no”."),
        words=(30, 120),
        needs="oRR",
        guidance=guides.CHALLENGE_ANSWER,
    )


@dataclass(frozen=True, kw_only=True)
class BuildingBlock(Item):
    """A piece that could be lifted out and used elsewhere."""

    name: Text = defined(Kind.LINE, N_("Name"))
    what: Text = defined(Kind.TEXT, N_("What it is"))
    enabling_factors: Text = defined(Kind.TEXT, N_("What it needs"))
    lessons: Text = defined(Kind.TEXT, N_("Lessons"))


@dataclass(frozen=True, kw_only=True)
class Offer(Item):
    """Something to share with a peer, or to learn from one."""

    topic: Text = defined(Kind.LINE, N_("Topic"))
    sector: Code = defined(Kind.CHOICE, N_("Sector"), vocabulary="sector")
    modality: Code = defined(Kind.CHOICE, N_("Form"), vocabulary="modality")
    language: Code = defined(Kind.CHOICE, N_("Language"), vocabulary="language")
    contact: Text = defined(Kind.LINE, N_("Whom to ask"), private=True, part="contacts")
    until: PartialDate = defined(Kind.DATE, N_("Until"))


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Fields of section G."""

    lesson: tuple[Lesson, ...] | Answer = repeated(
        Lesson,
        N_("Lessons"),
        N_("a lesson"),
        N_("Write each as “When ..., doing ... led to ..., because ...”."),
        star=True,
        least=1,
        needs="oRR",
        source="S2",
        guidance=guides.LESSON,
        poster="applicability",
    )
    recommendation: tuple[Recommendation, ...] = repeated(
        Recommendation,
        N_("Recommendations"),
        N_("a recommendation"),
        N_("To whom do you say what, in one sentence?"),
        star=True,
        least=1,
        needs="oRR",
        source="S1",
        guidance=guides.RECOMMENDATION,
        poster="applicability",
    )
    key_challenge: tuple[KeyChallenge, ...] = repeated(
        KeyChallenge,
        N_("Key challenges it speaks to"),
        N_("a key challenge"),
        N_("On which of the six questions does your story have something to say?"),
        overview=True,
        star=True,
        least=1,
        most=3,
        needs="oRR",
        source="S1",
        guidance=guides.KEY_CHALLENGE,
    )
    good_practice_aspect: Lines = defined(
        Kind.LINES,
        N_("How-to"),
        N_("The practical how-to others could follow."),
        source="S1",
        poster="applicability",
    )
    building_block: tuple[BuildingBlock, ...] = repeated(
        BuildingBlock,
        N_("Reusable part"),
        N_("a reusable part"),
        N_("The piece that could be lifted out and used elsewhere."),
        most=3,
        source="PAN",
        poster="innovation",
    )
    offer: tuple[Offer, ...] = repeated(
        Offer,
        N_("We can share"),
        N_("an offer"),
        N_("What would you share with a peer?"),
        source="S1",
        guidance=guides.OFFER,
    )
    need: tuple[Offer, ...] = repeated(
        Offer,
        N_("We look for"),
        N_("a need"),
        N_("What would you like to learn?"),
        source="S1",
    )
