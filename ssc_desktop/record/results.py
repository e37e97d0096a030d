"""Section F: what was delivered, what became different, and how one knows."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.guides import results as guides
from ssc_desktop.record.values import (
    Answer,
    Code,
    Figure,
    Flag,
    Item,
    Level,
    PartialDate,
    Reference,
    Text,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class OtherFigure(Item):
    """Another source's figure for the same thing; both are kept."""

    value: Figure = defined(Kind.FIGURE, N_("Other figure"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    source: Text = defined(Kind.LINE, N_("Source"))


@dataclass(frozen=True, kw_only=True)
class Result(Item):
    """One change: delivered, changed, or lasting."""

    level: Code = defined(
        Kind.CHOICE,
        N_("Level"),
        N_("Delivered / changed / lasting good."),
        vocabulary="result_level",
        needs="oRR",
    )
    domain: Code = defined(Kind.CHOICE, N_("Domain"), vocabulary="change_domain", needs="oRR")
    statement: Text = defined(
        Kind.LINE,
        N_("What changed"),
        N_("Say it as a change for somebody."),
        needs="oRR",
        guidance=guides.STATEMENT,
    )
    group: Text = defined(Kind.LINE, N_("For whom"))
    indicator: Text = defined(Kind.LINE, N_("What is counted"))
    measure: Code = defined(Kind.CHOICE, N_("Kind of measure"), vocabulary="measure")
    unit: Text = defined(Kind.LINE, N_("Unit"))
    baseline: Figure = defined(
        Kind.FIGURE, N_("Before"), N_("“No baseline” is an answer."), guidance=guides.BASELINE
    )
    baseline_date: PartialDate = defined(Kind.DATE, N_("Date of the figure before"))
    target: Figure = defined(Kind.FIGURE, N_("Planned"))
    actual: Figure = defined(
        Kind.FIGURE,
        N_("Reached"),
        guidance=guides.ACTUAL,
    )
    actual_date: PartialDate = defined(Kind.DATE, N_("Date of the figure reached"))
    women: Figure = defined(Kind.FIGURE, N_("Women"))
    youth: Figure = defined(Kind.FIGURE, N_("Young people"))
    other_figure: tuple[OtherFigure, ...] = repeated(
        OtherFigure,
        N_("Another figure for the same thing"),
        N_("another figure"),
        N_("Another source says otherwise? Keep both."),
    )
    evidence_level: Level = defined(
        Kind.CHOICE,
        N_("Evidence"),
        N_("How do you know?"),
        vocabulary="evidence_level",
        numbered=True,
        star=True,
        needs="oRR",
        guidance=guides.EVIDENCE_LEVEL,
    )
    counterfactual: Flag = defined(
        Kind.YES_NO,
        N_("Compared with what would have happened anyway"),
        N_("Only for an independent evaluation."),
    )
    source_ref: Reference = defined(Kind.REFERENCE, N_("Source"), refers_to=("reference",))


@dataclass(frozen=True, kw_only=True)
class Replication(Item):
    """A place that copied it or asked for it."""

    place: Text = defined(Kind.LINE, N_("Place"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    by_whom: Text = defined(Kind.LINE, N_("By whom"))
    degree: Code = defined(Kind.CHOICE, N_("How far"), vocabulary="replication_degree")


@dataclass(frozen=True, kw_only=True)
class Results:
    """Fields of section F."""

    result: tuple[Result, ...] | Answer = repeated(
        Result,
        N_("Results"),
        N_("a result"),
        N_("One line per change: first what was delivered, then what became different."),
        star=True,
        least=1,
        needs="oRR",
        source="S2, IATI",
        guidance=guides.RESULT,
        poster="results",
    )
    institutional_change: Words = defined(
        Kind.NOTED,
        N_("Change in institutions or policy"),
        N_("What rule, unit, budget or habit is different now?"),
        vocabulary="institutional_change",
        star=True,
        needs="oRR",
        source="S1",
        guidance=guides.INSTITUTIONAL_CHANGE,
        poster="results",
    )
    mutual_result: Text = defined(
        Kind.TEXT,
        N_("What the sharing side got"),
        N_("New skill, product, contact, repute?"),
        source="S1",
        poster="results",
    )
    unintended: Text = defined(
        Kind.TEXT,
        N_("Unplanned or unwanted effects"),
        N_("Good or bad. “None seen” is an answer."),
        needs="oRR",
        source="S2",
        guidance=guides.UNINTENDED,
    )
    sustainability: Words = defined(
        Kind.NOTED,
        N_("Will it last"),
        N_("Who pays and who does it now? What is still in use a year on?"),
        vocabulary="sustainability",
        star=True,
        needs="oRR",
        source="GX, FAO",
        guidance=guides.SUSTAINABILITY,
        poster="applicability",
    )
    replication: tuple[Replication, ...] = repeated(
        Replication,
        N_("Taken up elsewhere"),
        N_("a place"),
        N_("Has anybody copied or asked for it?"),
        source="GX",
        poster="applicability",
    )
    contribution_note: Text = defined(
        Kind.TEXT, N_("How far was it us"), N_("What else could have brought it about?")
    )
    msc: Text = defined(
        Kind.TEXT,
        N_("Most significant change"),
        N_("Of all changes, which one matters most to you?"),
        words=(60, 200),
        source="MSC",
        poster="results",
    )
    msc_why: Text = defined(
        Kind.TEXT, N_("Why that one"), N_("Why does that one matter most?"), source="MSC"
    )
