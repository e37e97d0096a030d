"""Section D: time, money, people and things that were put in."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import inputs as guides
from ssc_desktop.record.values import (
    Answer,
    Code,
    Count,
    Figure,
    Flag,
    Item,
    PartialDate,
    Reference,
    Text,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class FinancialInput(Item):
    """One sum: one payer, one kind of amount."""

    amount: Figure = defined(
        Kind.DECIMAL,
        N_("Amount"),
        N_("In the currency in which it was decided."),
        overview=True,
        guidance=guides.AMOUNT,
    )
    currency: Code = defined(Kind.CHOICE, N_("Currency"), vocabulary="currency", overview=True)
    year: Count = defined(Kind.COUNT, N_("Year"), overview=True)
    amount_kind: Code = defined(
        Kind.CHOICE,
        N_("Kind of amount"),
        N_("Is it a plan, a promise or what was spent? Investment by others is “leveraged”."),
        vocabulary="amount_kind",
        overview=True,
    )
    payer: Reference = defined(
        Kind.REFERENCE, N_("Payer"), N_("Who paid?"), refers_to=("partner",), overview=True
    )
    instrument: Code = defined(
        Kind.CHOICE, N_("How it was paid"), vocabulary="finance_instrument", overview=True
    )
    covers: Text = defined(Kind.LINE, N_("What it covers"), N_("For what part?"), overview=True)
    is_per_year: Flag = defined(Kind.YES_NO, N_("Per year"), overview=True)
    usd_equivalent: Figure = defined(
        Kind.DECIMAL, N_("In US dollars"), N_("Only if you know it; the app never guesses.")
    )
    rate_source: Text = defined(Kind.LINE, N_("Source of the rate"))


@dataclass(frozen=True, kw_only=True)
class NonfinancialInput(Item):
    """Something given besides money."""

    kind: Code = defined(Kind.CHOICE, N_("Kind"), vocabulary="nonfinancial_kind", needs="oRR")
    quantity: Figure = defined(Kind.DECIMAL, N_("How many"))
    unit: Code = defined(Kind.CHOICE, N_("Unit"), vocabulary="unit")
    provider: Reference = defined(Kind.REFERENCE, N_("Given by"), refers_to=("partner",))
    description: Text = defined(
        Kind.LINE,
        N_("What it was"),
        N_("For example: 24 technicians x 2 years; 5,800 seed packets; 12 places on a course."),
    )
    value: Figure = defined(Kind.DECIMAL, N_("Value"), N_("Optional; say how it was valued."))
    currency: Code = defined(Kind.CHOICE, N_("Currency of the value"), vocabulary="currency")
    valuation_method: Code = defined(
        Kind.CHOICE, N_("How it was valued"), vocabulary="valuation_method"
    )


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Fields of section D."""

    start_date: PartialDate = defined(
        Kind.DATE,
        N_("Start"),
        N_("Month and year are enough."),
        overview=True,
        star=True,
        needs="oRR",
        source="B10",
        guidance=guides.START_DATE,
    )
    end_date: PartialDate = defined(
        Kind.DATE,
        N_("End"),
        N_("Month and year are enough; “still going on” is an answer."),
        overview=True,
        star=True,
        needs="oRR",
        source="B10",
        guidance=guides.END_DATE,
    )
    duration_note: Text = defined(
        Kind.LINE, N_("Note on the duration"), overview=True, source="B10"
    )
    initiative_status: Code = defined(
        Kind.CHOICE,
        N_("State of the work"),
        N_("Planned, running, finished, stopped?"),
        vocabulary="activity_status",
        overview=True,
        star=True,
        needs="oRR",
        source="IATI",
        guidance=guides.INITIATIVE_STATUS,
    )
    budget_disclosure: Code = defined(
        Kind.CHOICE,
        N_("Money: known?"),
        N_("It is fine not to say; tell us that you do not."),
        vocabulary="budget_disclosure",
        overview=True,
        star=True,
        needs="oRR",
        source="B10",
        guidance=guides.BUDGET_DISCLOSURE,
    )
    financial_input: tuple[FinancialInput, ...] = repeated(
        FinancialInput,
        N_("Money"),
        N_("a sum"),
        N_("One line per payer and per kind of amount."),
        overview=True,
        part="money",
        source="S2",
    )
    nonfinancial_input: tuple[NonfinancialInput, ...] | Answer = repeated(
        NonfinancialInput,
        N_("In-kind, people, time"),
        N_("an input"),
        N_("What was given besides money? Count people, days, things."),
        star=True,
        least=1,
        needs="oRR",
        source="S2, UNCTAD",
        guidance=guides.NONFINANCIAL_INPUT,
    )
    participants_total: Count = defined(
        Kind.COUNT,
        N_("People who took part"),
        N_("Round figures are fine; tick “about”."),
        needs="oRo",
        source="TOSSD",
        guidance=guides.PARTICIPANTS,
    )
    participants_about: Flag = defined(Kind.YES_NO, N_("About"))
    women: Count = defined(Kind.COUNT, N_("Women among them"), source="TOSSD")
    youth: Count = defined(Kind.COUNT, N_("Young people among them"), source="TOSSD")
    transaction_cost: Words = defined(
        Kind.NOTED,
        N_("Effort of running it"),
        N_("Was coordination light or heavy? What ate the time?"),
        vocabulary="transaction_cost",
        source="S1",
    )
