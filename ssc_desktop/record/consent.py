"""Section I: consent, licence, and how far the story may travel."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import evidence as guides
from ssc_desktop.record.values import (
    Answer,
    Code,
    Codes,
    Flag,
    Item,
    PartialDate,
    Reference,
    Text,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class FieldLimit(Item):
    """What stays hidden from one circle of readers."""

    circle: Code = defined(Kind.CHOICE, N_("From whom"), vocabulary="visibility")
    parts: Codes = defined(Kind.MARKS, N_("What is hidden"), vocabulary="visible_part")


@dataclass(frozen=True, kw_only=True)
class PartnerClearance(Item):
    """Whether a partner has agreed to publication."""

    partner: Reference = defined(Kind.REFERENCE, N_("Partner"), refers_to=("partner",), needs="ooR")
    cleared: Code = defined(Kind.CHOICE, N_("Agreed"), vocabulary="clearance", needs="ooR")
    by_whom: Text = defined(Kind.LINE, N_("By whom"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))


@dataclass(frozen=True, kw_only=True)
class ConsentRecord(Item):
    """What a person agreed to, how, and until when; stays in the private part."""

    person: Text = defined(Kind.LINE, N_("Name or alias"), needs="ooR")
    scope: Codes = defined(Kind.MARKS, N_("May be"), vocabulary="consent_scope", needs="ooR")
    uses: Codes = defined(Kind.MARKS, N_("Used in"), vocabulary="consent_use")
    how_given: Code = defined(
        Kind.CHOICE, N_("How it was given"), vocabulary="consent_given", needs="ooR"
    )
    language: Code = defined(Kind.CHOICE, N_("Language"), vocabulary="language")
    taken_by: Text = defined(Kind.LINE, N_("Taken by"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    review_date: PartialDate = defined(Kind.DATE, N_("Ask again on"))
    guardian: Text = defined(Kind.LINE, N_("Guardian"))
    sensitive: Flag = defined(Kind.YES_NO, N_("Sensitive"))
    limits: Text = defined(Kind.LINE, N_("Limits"))
    withdrawn_on: PartialDate = defined(Kind.DATE, N_("Withdrawn on"))


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Item):
    """A notice that something is taken back; travels with the next bundle."""

    what: Text = defined(Kind.LINE, N_("What"))
    when: PartialDate = defined(Kind.DATE, N_("When"))
    why: Text = defined(Kind.LINE, N_("Why"))


@dataclass(frozen=True, kw_only=True)
class ConsentAndVisibility:
    """Fields of section I."""

    visibility: Code = defined(
        Kind.CHOICE,
        N_("How far may it travel"),
        N_("A new story may go to the workshop, not further."),
        vocabulary="visibility",
        overview=True,
        needs="RRR",
        source="ETH",
    )
    field_limit: tuple[FieldLimit, ...] = repeated(
        FieldLimit,
        N_("Hide parts"),
        N_("a limit"),
        N_("What must stay closer than the rest?"),
        source="B10",
    )
    licence: Code = defined(
        Kind.CHOICE,
        N_("Licence"),
        N_("How may others reuse it?"),
        vocabulary="licence",
        needs="ooR",
        source="FAOe",
    )
    credit_line: Text = defined(
        Kind.LINE, N_("Credit"), N_("Whom shall they name?"), needs="ooR", source="FAOe"
    )
    partner_clearance: tuple[PartnerClearance, ...] | Answer = repeated(
        PartnerClearance,
        N_("Cleared by partners"),
        N_("a partner’s answer"),
        N_("Has each partner organisation agreed to publication?"),
        least=1,
        needs="ooR",
        guidance=guides.PARTNER_CLEARANCE,
    )
    consent_record: tuple[ConsentRecord, ...] = repeated(
        ConsentRecord,
        N_("Consent of persons"),
        N_("a person’s consent"),
        N_("Explain where it will be seen and that “no” has no cost; ask again later."),
        least=1,
        needs="ooP",
        private=True,
        part="people",
        source="ETH",
        guidance=guides.CONSENT_RECORD,
    )
    do_no_harm: Words = defined(
        Kind.NOTED,
        N_("Anything that could hurt someone"),
        N_("Think of people, jobs, relations between states."),
        vocabulary="harm",
        needs="oRR",
        private=True,
        exported=False,
        source="ETH",
        guidance=guides.DO_NO_HARM,
    )
    withdrawal: tuple[Withdrawal, ...] = repeated(
        Withdrawal,
        N_("Withdrawn"),
        N_("a withdrawal"),
        N_("Makes a notice that travels with the next bundle."),
        source="ETH",
    )
