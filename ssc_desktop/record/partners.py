"""Section B: who worked with whom, and in which role."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import partners as guides
from ssc_desktop.record.values import Code, Codes, Item, PartialDate, Text, Words


@dataclass(frozen=True, kw_only=True)
class Partner(Item):
    """A country, organisation, region or people's group that took part."""

    partner_kind: Code = defined(
        Kind.CHOICE, N_("Kind of partner"), vocabulary="partner_kind", overview=True, needs="oRR"
    )
    name_as_used: Text = defined(
        Kind.LINE,
        N_("Name"),
        N_("Write the name the partners use today or then; the code is added."),
        overview=True,
        needs="oRR",
    )
    country: Code = defined(
        Kind.CHOICE,
        N_("Country"),
        vocabulary="country",
        overview=True,
        needed_if=("partner_kind", "country"),
    )
    org_type: Code = defined(
        Kind.CHOICE, N_("Kind of organisation"), vocabulary="org_type", overview=True
    )
    roles: Codes = defined(
        Kind.CHOICES,
        N_("Roles"),
        N_(
            "Who shared, who adapted, who connected, who paid, who carried it out? "
            "More than one is normal."
        ),
        vocabulary="partner_role",
        overview=True,
        star=True,
        needs="oRR",
        guidance=guides.ROLES,
    )
    contribution_note: Text = defined(
        Kind.LINE,
        N_("What they gave"),
        N_("One line."),
        needs="oRR",
        guidance=guides.CONTRIBUTION_NOTE,
    )
    gain_note: Text = defined(
        Kind.LINE,
        N_("What they gained"),
        N_("One line. Provider countries gain too: say what they learned."),
        star=True,
        needs="oRR",
        guidance=guides.GAIN_NOTE,
    )
    from_: PartialDate = defined(
        Kind.DATE, N_("In from"), N_("Only if the partner joined late or left.")
    )
    to: PartialDate = defined(
        Kind.DATE, N_("In to"), N_("Only if the partner joined late or left.")
    )


@dataclass(frozen=True, kw_only=True)
class Agreement(Item):
    """A paper that holds the partners together."""

    kind: Code = defined(Kind.CHOICE, N_("Kind of paper"), vocabulary="agreement_kind")
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    reference: Text = defined(Kind.LINE, N_("Title or number"))


@dataclass(frozen=True, kw_only=True)
class PartnersAndRoles:
    """Fields of section B."""

    cooperation_type: Code = defined(
        Kind.CHOICE,
        N_("Kind of cooperation"),
        N_("Two countries, three sides, or a region together?"),
        vocabulary="cooperation_type",
        overview=True,
        star=True,
        needs="oRR",
        source="SEGIB",
        guidance=guides.COOPERATION_TYPE,
    )
    partner: tuple[Partner, ...] = repeated(
        Partner,
        N_("Partners"),
        N_("a partner"),
        N_("List countries and organisations; one can have several roles."),
        overview=True,
        star=True,
        least=2,
        needs="oRR",
        source="B10",
        guidance=guides.PARTNER,
        poster="partners",
    )
    request_origin: Words = defined(
        Kind.NOTED,
        N_("Who asked"),
        N_("Who first said “we need this”, and how?"),
        vocabulary="request_origin",
        star=True,
        needs="oRR",
        source="UNOSSC",
        guidance=guides.REQUEST_ORIGIN,
        poster="background",
    )
    agreement: tuple[Agreement, ...] = repeated(
        Agreement,
        N_("Agreements"),
        N_("an agreement"),
        N_("What paper, if any, holds the partners together?"),
        source="S1",
    )
    decision_making: Text = defined(
        Kind.TEXT,
        N_("How decisions were taken"),
        N_("Joint committee, one lead, by phone? Who could say no?"),
        words=(0, 120),
        needs="oRR",
        source="S1",
        guidance=guides.DECISION_MAKING,
    )
    relation_history: Words = defined(
        Kind.NOTED,
        N_("Longer relation"),
        N_("Was there work before, has it grown since?"),
        vocabulary="relation_history",
        source="S1",
    )
