"""Two to six stories side by side: the comparable answers of each section in a table.

Rows are the fields that the record marks as comparable, columns the stories in the order in which
they were chosen. Money and what was given in kind stand in rows of their own; nothing is added up.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_, is_right_to_left, translated_in
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    SectionDefinition,
    completeness,
    given,
    phrases,
    usable,
)
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks, digest, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import compared
from ssc_desktop.word.layouts.compared import Cell
from ssc_desktop.word.package import DocumentFacts
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import Stories
from ssc_desktop.word.text import Look, runs
from ssc_desktop.word.wish import DocumentWish

_UPRIGHT = 2
"""So many stories stand side by side on an upright page; more need its long side."""
_LABEL = 0.15
"""The share of the page that the names of the rows take."""
_MOST_IN_TITLE = 60
_LEFT_TO_THE_TOP = {"title", "short_name", "narrative_language", "as_of_date", "cooperation_type",
                    "sector", "sdg_goal", "start_date", "end_date"}  # fmt: skip
"""Fields that the first table shows already, or the heads of the columns."""


def planned(stories: Stories, _wish: DocumentWish, _steps: Steps, /) -> "list[Comparison]":
    """The one file of a comparison."""
    return [Comparison(stories)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that is to be written."""

    stories: Stories

    def facts(self, language: str) -> DocumentFacts:
        """What the file says about itself."""
        title = self.stories.wish.title
        if not title:
            pattern = translated_in(language).gettext(N_("Comparison of {n} case stories"))
            title = pattern.format(n=len(self.stories))
        return DocumentFacts(
            title=" ".join(title.split()),
            language=language,
            right_to_left=is_right_to_left(language),
        )

    def write(self, paper: Paper, steps: Steps) -> list[str]:
        """Write the comparison; the answer is what was left out of the stories."""
        if len(self.stories) > _UPRIGHT:
            paper.stream.template = template.on_its_side(paper.stream.template)
            paper.width = paper.stream.template.text_width
        paper.numbered_headings = False
        tellings, left_out = [], []
        for number, one in enumerate(self.stories, start=1):
            paper.story = number
            telling, _missing = one.telling(paper)
            tellings.append(telling)
            left_out += one.told(several=True)
            steps.advance(1)
        paper.story = 1
        table = _Table(paper, tellings)
        _head(paper, self.facts(paper.language).title)
        table.write(N_("Key facts"), _key_facts(tellings))
        for section in tellings[0].definition.sections:
            _section(table, section)
        table.write(N_("How far the stories can be compared"), _evidence(tellings))
        paper.write(blocks.line(paper, "SSCSmallPrint", paper.say(N_(
            "The designations used do not imply any opinion on the legal status of any country, "
            "territory or city."
        ))))  # fmt: skip
        return left_out


def _head(paper: Paper, title: str) -> None:
    paper.write(blocks.line(paper, "Title", title))
    say = paper.say
    paper.write(blocks.line(paper, "SSCLead", say(N_(
        "Side by side in the order in which they were chosen; this is no ranking."
    ))))  # fmt: skip
    turned = paper.right_to_left
    bold, plain = paper.look(bold=True), paper.look()
    legend = [
        runs(say(N_("bold: only this story says so")), bold),
        runs(phrases.answer(Answer.UNKNOWN, paper.words), paper.look("SSCAnswer"))
        + runs(say(N_(": it was asked, and nobody knows")), plain),
        runs(say(N_("no answer")), paper.look("SSCSecondary"))
        + runs(say(N_(": nobody answered")), plain),
        runs(say(N_("[…]: shortened; the story itself says more")), plain),
    ]
    inside = runs("   ·   ", plain).join(legend)
    paper.write(blocks.paragraph("Caption", inside, right_to_left=turned))


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    cells: Sequence[Cell]


class _Table:
    """Writes tables whose columns are the stories."""

    def __init__(self, paper: Paper, tellings: Sequence[Telling]) -> None:
        self.paper = paper
        self.tellings = tellings
        label = round(paper.width * _LABEL)
        each, rest = divmod(paper.width - label, len(tellings))
        self._widths = [label + rest, *[each] * len(tellings)]
        self._first = True

    def write(self, title: str, rows: Sequence[_Row], *, level: int = 1) -> None:
        """Write a heading and a table; nothing where there are no rows."""
        if not rows:
            return
        paper = self.paper
        paper.write(blocks.heading(paper, level, runs(paper.say(title), paper.look())))
        # the first table names the stories in full, the others briefly
        named = _full_name if self._first else _short_name
        self._first = False
        heads = [runs(paper.say(N_("Question")), paper.look()), *map(named, self.tellings)]
        columns = [
            blocks.Column(head, width) for head, width in zip(heads, self._widths, strict=True)
        ]
        made = [self._row(row) for row in rows]
        paper.write(blocks.table(paper, columns, made, paper.say(title)))

    def _row(self, row: _Row) -> blocks.Row:
        paper = self.paper
        label = blocks.line(paper, "SSCLabel", row.label)
        mark = compared.mark(paper.say, row.cells)
        if mark:
            label += blocks.line(paper, "SSCDetail", mark)
        size = max(cell.size for cell in row.cells)
        # a narrow column makes a short text tall
        return blocks.Row([label, *(cell.blocks for cell in row.cells)], size * len(row.cells) // 2)


def _full_name(telling: Telling) -> str:
    return runs(digest.title(telling), _bold(telling))


def _short_name(telling: Telling) -> str:
    case = telling.case
    said = next((n for n in (case.case_code, case.short_name) if usable(n)), None)
    return runs(str(said or digest.title(telling))[:_MOST_IN_TITLE], _bold(telling))


def _bold(telling: Telling) -> Look:
    return telling.own


def _rows(tellings: Sequence[Telling], names: Sequence[str]) -> list[_Row]:
    """Rows of fields of the record that at least one story answers."""
    return [
        _Row(tellings[0].paper.say(tellings[0].members[name].label), compared.field(tellings, name))
        for name in names
        if any(given(getattr(t.case, t.members[name].attribute)) for t in tellings)
    ]


def _key_facts(tellings: Sequence[Telling]) -> list[_Row]:
    """What a reader looks for first; the codes among it are compared."""
    paper = tellings[0].paper
    say = paper.say
    comma = "، " if paper.right_to_left else ", "
    told_by: list[tuple[str, Callable[[Telling], str]]] = [
        (N_("Provider"), lambda t: comma.join(digest.providers(t))),
        (N_("Recipient"), lambda t: comma.join(digest.recipients(t))),
        (N_("With the support of"), lambda t: comma.join(digest.supporters(t))),
        (N_("Duration"), lambda t: "\n".join(digest.duration(t))),
        (N_("Budget"), lambda t: "\n".join(digest.budget(t))),
    ]
    made = _rows(tellings, ["cooperation_type"])
    for label, words in told_by:
        said = [words(telling) for telling in tellings]
        if any(said):
            pairs = zip(tellings, said, strict=True)
            made.append(_Row(say(label), [compared.plain(t, one) for t, one in pairs]))
    return made + _rows(tellings, ["sector", "sdg_goal", "as_of_date"])


def _section(table: _Table, section: SectionDefinition) -> None:
    """The comparable fields of a section, then each comparable group by kinds."""
    tellings = table.tellings
    members = [m for m in section.fields if _is_compared(m) and m.name not in _LEFT_TO_THE_TOP]
    names = [m.name for m in members if isinstance(m, FieldDefinition)]
    rows = _rows(tellings, names)
    groups = [m for m in members if isinstance(m, GroupDefinition) and _held(tellings, m)]
    plain = [group for group in groups if compared.kind_field(group) is None]
    rows += [
        _Row(table.paper.say(group.label), [compared.items(t, group) for t in tellings])
        for group in plain
    ]
    by_kind = [group for group in groups if group not in plain]
    lead = [group for group in by_kind if group.label == section.label]
    for group in lead:
        table.write(group.label, _by_kind(tellings, group))
    if lead:
        table.write(N_("Further answers"), rows, level=2)
    else:
        table.write(section.label, rows)
    for group in by_kind:
        if group not in lead:
            level = 2 if rows or lead else 1
            table.write(group.label, _by_kind(tellings, group), level=level)


def _is_compared(member: Definition) -> bool:
    """Fields of the comparable set; and sums of money, which belong to what it asks about them."""
    sums = isinstance(member, GroupDefinition) and member.part == "money"
    return (member.star or sums) and not getattr(member, "private", False)


def _held(tellings: Sequence[Telling], group: GroupDefinition) -> bool:
    return any(given(getattr(telling.case, group.attribute)) for telling in tellings)


def _by_kind(tellings: Sequence[Telling], group: GroupDefinition) -> list[_Row]:
    """A row for each kind of item: level of result, type of lesson, principle."""
    by = compared.kind_field(group)
    paper = tellings[0].paper
    rows = []
    for kind in compared.kinds(tellings, group):
        label = paper.say(N_("Kind not told"))
        if by is not None and kind is not None:
            label = vocabulary(by.vocabulary).label(kind, paper.language)
        rows.append(_Row(label, [compared.items(telling, group, kind) for telling in tellings]))
    return rows


def _evidence(tellings: Sequence[Telling]) -> list[_Row]:
    """How much of each story can be compared, and how well its results are known."""
    say = tellings[0].paper.say
    told_by: list[tuple[str, Callable[[Telling], str]]] = [
        (N_("Comparable questions answered"), _comparability),
        (N_("Results, and how many with a figure"), _figures),
        (N_("How well results are known"), _levels),
        (N_("Sources"), lambda t: str(len(t.sources)) if t.sources else ""),
        (N_("Facts as of"), lambda t: digest.words_of(t, "as_of_date")),
        (N_("Depth"), lambda t: digest.words_of(t, "record_depth")),
        (N_("Language of the text"), lambda t: digest.words_of(t, "narrative_language")),
        (N_("Not settled"), _unsettled),
    ]
    rows = []
    for label, words in told_by:
        said = [words(telling) for telling in tellings]
        if any(said):
            pairs = zip(tellings, said, strict=True)
            rows.append(_Row(say(label), [compared.plain(t, one) for t, one in pairs]))
    return rows


def _comparability(telling: Telling) -> str:
    share = completeness.comparability(telling.case, telling.definition)
    return telling.paper.say(N_("{share} %")).format(share=share)


def _figures(telling: Telling) -> str:
    held = telling.case.result if isinstance(telling.case.result, tuple) else ()
    if not held:
        return ""
    figures = sum(usable(item.actual) or usable(item.baseline) for item in held)
    return telling.paper.say(N_("{n}, {k} with a figure")).format(n=len(held), k=figures)


def _levels(telling: Telling) -> str:
    """How many results at each level of evidence; levels are not averaged."""
    held = telling.case.result if isinstance(telling.case.result, tuple) else ()
    levels = Counter(item.evidence_level for item in held if isinstance(item.evidence_level, int))
    listed = vocabulary("evidence_level")
    return "\n".join(
        telling.paper.say(N_("{level} {label}: {n}")).format(
            level=level, label=listed.label(level, telling.paper.language), n=n
        )
        for level, n in sorted(levels.items())
    )


def _unsettled(telling: Telling) -> str:
    n = len(telling.conflicts)
    if not n:
        return ""
    said = telling.paper.words.ngettext(
        "{n} answer has two versions", "{n} answers have two versions", n
    )
    return said.format(n=n)


LAYOUT = Layout(
    name="comparison",
    label=N_("Comparison"),
    note=N_(
        "Two to six stories side by side: what is the same, what is not, how well it is known."
    ),
    plan=planned,
    least=2,
    most=6,
    carries="nothing",
)
