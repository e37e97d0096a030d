"""Section E: what was done, how it was adapted, and how the partners treated each other."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import process as guides
from ssc_desktop.record.values import (
    Code,
    Codes,
    Flag,
    Item,
    Level,
    PartialDate,
    Reference,
    Text,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class Event(Item):
    """A dot on the timeline."""

    date: PartialDate = defined(Kind.DATE, N_("Date"))
    what: Text = defined(Kind.LINE, N_("What happened"))
    where: Text = defined(Kind.LINE, N_("Where"))
    who: Text = defined(Kind.LINE, N_("Who"))
    turning_point: Flag = defined(Kind.YES_NO, N_("Turning point"))


@dataclass(frozen=True, kw_only=True)
class Mechanism(Item):
    """A standing scheme that made it possible."""

    name: Text = defined(Kind.LINE, N_("Name"))
    kind: Code = defined(Kind.CHOICE, N_("Kind"), vocabulary="mechanism_kind")
    how: Text = defined(Kind.LINE, N_("How need met offer"))


@dataclass(frozen=True, kw_only=True)
class PrincipleCheck(Item):
    """One principle of partnership and how far it was lived."""

    principle: Code = defined(Kind.CHOICE, N_("Principle"), vocabulary="principle", needs="oRR")
    degree: Level = defined(
        Kind.CHOICE, N_("How far"), vocabulary="degree", numbered=True, needs="oRR"
    )
    example: Text = defined(Kind.LINE, N_("Example"), N_("Give one example where you say “fully”."))


@dataclass(frozen=True, kw_only=True)
class ChangeAgent(Item):
    """Somebody who made the difference."""

    name: Text = defined(Kind.LINE, N_("Name or alias"))
    role: Text = defined(Kind.LINE, N_("Role"))
    organisation: Text = defined(Kind.LINE, N_("Organisation"))
    what_they_did: Text = defined(Kind.LINE, N_("What they did"))
    consent: Reference = defined(Kind.REFERENCE, N_("Consent"), refers_to=("consent_record",))


@dataclass(frozen=True, kw_only=True)
class Process:
    """Fields of section E."""

    modality: Codes = defined(
        Kind.CHOICES,
        N_("Forms used"),
        N_("Tick what was really done."),
        vocabulary="modality",
        most=6,
        overview=True,
        star=True,
        needs="oRR",
        source="AKE, FAOm, MXCL",
        guidance=guides.MODALITY,
        poster="innovation",
    )
    activities: Text = defined(
        Kind.TEXT,
        N_("What was done"),
        N_("Tell it in order; who did it, not only what."),
        words=(80, 250),
        star=True,
        needs="oRR",
        guidance=guides.ACTIVITIES,
    )
    event: tuple[Event, ...] = repeated(
        Event,
        N_("Timeline"),
        N_("an event"),
        N_("Five to ten dots; mark the moment that changed the course."),
        source="MSC",
    )
    adaptation: Words = defined(
        Kind.NOTED,
        N_("How it was adapted"),
        N_("What did you change because your place is different? What did you leave out?"),
        vocabulary="adaptation_degree",
        words=(40, 150),
        star=True,
        needs="oRR",
        source="S1",
        guidance=guides.ADAPTATION,
        poster="innovation",
    )
    mechanism: tuple[Mechanism, ...] = repeated(
        Mechanism,
        N_("Mechanism"),
        N_("a mechanism"),
        N_("Which standing scheme made it possible?"),
        source="S1",
        poster="innovation",
    )
    principle_check: tuple[PrincipleCheck, ...] = repeated(
        PrincipleCheck,
        N_("Partnership principles"),
        N_("a principle"),
        N_("For each: not, a little, mostly, fully; give one example where you say “fully”."),
        fixed="principle",
        star=True,
        least=8,
        needs="oRR",
        source="S1, NeST",
        guidance=guides.PRINCIPLE_CHECK,
    )
    change_agent: tuple[ChangeAgent, ...] = repeated(
        ChangeAgent,
        N_("Practitioners and champions"),
        N_("a person"),
        N_("Who made the difference? An alias is fine."),
        part="people",
        source="S1",
    )
    network: Text = defined(
        Kind.TEXT,
        N_("Networks"),
        N_("What links among practitioners stayed alive?"),
        source="S1",
    )
    info_kept: Words = defined(
        Kind.NOTED,
        N_("How progress was followed"),
        N_("Who kept what information, and who could see it?"),
        vocabulary="info_kept",
        star=True,
        needs="oRR",
        source="S1, LAC11",
        guidance=guides.INFO_KEPT,
    )
    difficulty: Text = defined(
        Kind.TEXT,
        N_("Difficulties and what was done"),
        N_("What went wrong on the way, and how did you deal with it?"),
        needs="oRR",
        source="S2",
        guidance=guides.DIFFICULTY,
    )
