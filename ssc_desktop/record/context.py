"""Section C: the problem, the experience on offer, and for whom."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import context as guides
from ssc_desktop.record.values import Code, Codes, Figure, Item, Level, Numbers, Text, Words


@dataclass(frozen=True, kw_only=True)
class PolicyMarker(Item):
    """One cross-cutting aim and how much it was meant."""

    marker: Code = defined(Kind.CHOICE, N_("Aim"), vocabulary="policy_marker", needs="oRR")
    significance: Level = defined(
        Kind.CHOICE,
        N_("How much it was meant"),
        vocabulary="significance",
        numbered=True,
        needs="oRR",
    )


@dataclass(frozen=True, kw_only=True)
class Location(Item):
    """A place where it happened."""

    country: Code = defined(Kind.CHOICE, N_("Country"), vocabulary="country")
    region: Text = defined(Kind.LINE, N_("Region or district"))
    place: Text = defined(Kind.LINE, N_("Place"))
    lat: Figure = defined(Kind.DECIMAL, N_("Latitude"), within=90)
    lon: Figure = defined(Kind.DECIMAL, N_("Longitude"), within=180)


@dataclass(frozen=True, kw_only=True)
class Context:
    """Fields of section C."""

    challenge: Text = defined(
        Kind.TEXT,
        N_("The problem"),
        N_("What was wrong, for whom, since when? Give one figure if you have it."),
        words=(40, 150),
        star=True,
        needs="oRR",
        source="GX",
        guidance=guides.CHALLENGE,
        poster="background",
    )
    experience_shared: Text = defined(
        Kind.TEXT,
        N_("The experience shared"),
        N_("Which tried solution was on offer, where and how long had it worked?"),
        star=True,
        needs="oRR",
        source="S1",
        guidance=guides.EXPERIENCE_SHARED,
        poster="innovation",
    )
    why_these_partners: Text = defined(
        Kind.TEXT,
        N_("Why these partners"),
        N_("What did each have that the other lacked?"),
        source="S1",
        guidance=guides.WHY_THESE_PARTNERS,
        poster="background",
    )
    sector: Codes = defined(
        Kind.CHOICES,
        N_("Sector"),
        N_("The main field of work."),
        vocabulary="sector",
        most=4,
        overview=True,
        star=True,
        needs="oRR",
        source="DAC, TOSSD",
        guidance=guides.SECTOR,
    )
    sdg_goal: Numbers = defined(
        Kind.CHOICES,
        N_("SDGs"),
        N_("Only those the work truly serves; three at most."),
        vocabulary="sdg_goal",
        numbered=True,
        most=3,
        overview=True,
        star=True,
        needs="oRR",
        source="GX, IBSA",
        guidance=guides.SDG_GOAL,
        poster="objectives",
    )
    sdg_target: Codes = defined(
        Kind.CHOICES,
        N_("SDG targets"),
        N_("Only those the work truly serves; five at most."),
        vocabulary="sdg_target",
        most=5,
        source="GX",
    )
    policy_marker: tuple[PolicyMarker, ...] = repeated(
        PolicyMarker,
        N_("Cross-cutting aims"),
        N_("an aim"),
        N_("Was it not aimed at, one of the aims, or the main aim?"),
        fixed="marker",
        least=7,
        needs="oRR",
        source="IATI, BA",
    )
    national_priority: Words = defined(
        Kind.NOTED,
        N_("National plan it serves"),
        N_("Name the plan or law of the adapting country."),
        refers_to=("reference",),
        source="S1",
        poster="objectives",
    )
    location: tuple[Location, ...] = repeated(
        Location,
        N_("Places"),
        N_("a place"),
        N_("Where did it happen?"),
        part="places",
        source="IATI",
    )
    target_group: Words = defined(
        Kind.NOTED,
        N_("For whom"),
        N_("Who was meant to be better off?"),
        vocabulary="target_group",
        several=True,
        star=True,
        needs="oRR",
        source="IBSA",
        guidance=guides.TARGET_GROUP,
        poster="objectives",
    )
