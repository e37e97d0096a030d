"""Figures that make sense together, as a table and as a chart that shows the same table.

Before, planned and reached of results with one unit; sums of one currency, each of its own kind.
Nothing is added up: neither plans and expenses, nor money and what was given in kind.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    narrative,
    phrases,
)
from ssc_desktop.record.values import usable
from ssc_desktop.word import answers, blocks, charts, digest
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.charts import Chart, Series
from ssc_desktop.word.text import runs

_STAGES = ("baseline", "target", "actual")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
_IN_KIND = "valued_in_kind"
_UNCOUNTED = {"", "count", "number", "ratio"}
"""Units that say nothing of what is counted."""
_LONGEST = 60
_MOST_ITEMS = 12
_FARTHEST = 100
"""A chart shows nothing of a figure that is so many times smaller than another."""
_TALLEST = 13.0
_MOST_CHARTS = 2
"""Of a group: more charts of a few figures each tire a reader."""
_MOST_LYING = 3
"""So many names fit below upright bars; those of one name alone would be too broad."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Figures for one chart, and what they are."""

    title: str
    counted: str
    """What stands above the names of the rows."""
    chart: Chart


def of(telling: Telling, member: Definition, level: int) -> list[str]:
    """Tables and charts of a group that has such figures; none of any other."""
    if not isinstance(member, GroupDefinition) or member.name not in _KINDS:
        return []
    made = []
    found = itertools.islice(_KINDS[member.name](telling, member), _MOST_CHARTS)
    for number, shown in enumerate(found):
        paper = telling.paper
        inside = runs(shown.title, telling.own)
        anchor = f"ssc_g_{member.name}_{number}"
        paper.places.note(paper.anchor(anchor), [], "shown")
        made.append(blocks.heading(paper, level, inside, anchor=anchor))
        made += _blocks(telling, shown, anchor)
    return made


def _blocks(telling: Telling, shown: _Shown, anchor: str) -> list[str]:
    """The table, then the chart, which points to it."""
    paper = telling.paper
    chart = shown.chart
    table = paper.anchor(f"ssc_t_{anchor}")
    about = runs(phrases.joined((s.name for s in chart.series), paper.words), paper.look())
    if usable(telling.case.as_of_date):
        date = digest.words_of(telling, "as_of_date")
        about += runs("; " + paper.say(N_("facts as of {date}")).format(date=date), paper.look())
    made = [blocks.caption(paper, "Table", about, keep=True, anchor=table)]
    number = paper.numbers.sequences["Table"]
    made.append(_table(telling, shown))
    bars = len(chart.categories) * (1 if chart.apart else len(chart.series))
    tall = 1.6 + 0.6 * bars + 0.2 * len(chart.categories) if chart.kind == "bar" else 5.0
    alt = _alternative(telling, shown)
    drawn = charts.drawing(paper, chart, (paper.width / 567 - 0.2, min(tall, _TALLEST)), alt)
    # never from right to left: LibreOffice would mirror the letters and figures of the chart
    made.append(blocks.paragraph("SSCFigure", drawn))
    before, _gap, behind = paper.say(N_("The figures of {table} as a chart.")).partition("{table}")
    told = runs(before, paper.look()) + blocks.numbered(paper, "Table", number, table)
    made.append(blocks.caption(paper, "Figure", told + runs(behind, paper.look())))
    return made


def _table(telling: Telling, shown: _Shown) -> str:
    paper = telling.paper
    chart = shown.chart
    each = min(1700, (paper.width - 3000) // max(1, len(chart.series)))
    first = paper.width - each * len(chart.series)
    columns = [blocks.Column(runs(shown.counted, paper.look()), first)]
    columns += [blocks.Column(runs(s.name, paper.look()), each, numeric=True) for s in chart.series]
    turned = paper.right_to_left
    rows = []
    for n, name in enumerate(chart.categories):
        cells = [blocks.paragraph("SSCCell", runs(name, telling.own), right_to_left=turned)]
        for one in chart.series:
            value = one.values[n]
            said = phrases.number(f"{value:f}", paper.words) if value is not None else "–"
            inside = runs(said, paper.look())
            cells.append(blocks.paragraph("SSCCellNumber", inside, right_to_left=turned))
        rows.append(blocks.Row(cells, len(name)))
    return blocks.table(paper, columns, rows, shown.title)


def _alternative(telling: Telling, shown: _Shown) -> str:
    """What the chart shows, in words."""
    said = telling.paper.say(N_("Chart: {title}")).format(title=shown.title)
    chart = shown.chart
    told = []
    for n, name in enumerate(chart.categories):
        values = [f"{s.name} {s.values[n]:f}" for s in chart.series if s.values[n] is not None]
        told.append(f"{name}: {', '.join(values)}")
    return f"{said}. {'; '.join(told)}"


def _settled(telling: Telling, group: GroupDefinition) -> list[Any]:
    """The items of a group of which there are no two versions: a chart can mark none."""
    held = answers.items(telling.case, group)
    return [item for item in held if not answers.item_unsettled(telling, group, item)]


# ---------------------------------------------------------------- results


def _results(telling: Telling, group: GroupDefinition) -> Iterator[_Shown]:
    by_unit: dict[tuple[str, str], list[Any]] = {}
    for item in _settled(telling, group):
        if any(_value(getattr(item, stage)) is not None for stage in _STAGES):
            by_unit.setdefault(_measure(item), []).append(item)
    for (unit, counted), held in by_unit.items():
        found = held[:_MOST_ITEMS]
        if _comparable(found):
            pattern = telling.paper.say(N_("Figures compared: {unit}"))
            title = pattern.format(unit=counted or unit)
            head = telling.paper.say(N_("What is counted"))
            yield _Shown(title, head, _stages(telling, group, found))


def _measure(item: Any) -> tuple[str, str]:
    """What results must share to stand in one chart: the unit, else what is counted."""
    unit = _plain(item.unit)
    return (unit, "") if unit.casefold() not in _UNCOUNTED else (unit, _plain(item.indicator))


def _comparable(held: Sequence[Any]) -> bool:
    """Whether there is something to compare, and no figure is too small to be seen."""
    values = [[_value(getattr(item, stage)) for item in held] for stage in _STAGES]
    known = [value for column in values for value in column if value is not None]
    pairs = any(sum(column[n] is not None for column in values) > 1 for n in range(len(held)))
    several = any(sum(value is not None for value in column) > 2 for column in values)
    seen = [value for value in known if value]
    return (pairs or several) and bool(seen) and max(seen) <= _FARTHEST * min(seen)


def _stages(telling: Telling, group: GroupDefinition, held: Sequence[Any]) -> Chart:
    series = []
    for stage in _STAGES:
        values = tuple(_value(getattr(item, stage)) for item in held)
        member = group.by_name[stage]
        if any(value is not None for value in values):
            series.append(Series(telling.paper.say(member.label), values))
    names = tuple(_short(_plain(item.statement) or _plain(item.indicator)) for item in held)
    lying = not 1 < len(names) <= _MOST_LYING or max(map(len, names)) * len(names) > _LONGEST
    return Chart("bar" if lying else "column", names, tuple(series))


# ---------------------------------------------------------------- money


def _money(telling: Telling, group: GroupDefinition) -> Iterator[_Shown]:
    by_currency: dict[tuple[str, bool], list[Any]] = {}
    for item in _settled(telling, group):
        if _value(item.amount) is not None and item.amount_kind != _IN_KIND:
            currency = "" if isinstance(item.currency, Answer) else item.currency or ""
            by_currency.setdefault((currency, item.is_per_year is True), []).append(item)
    for (currency, yearly), held in by_currency.items():
        values = [value for item in held[:_MOST_ITEMS] if (value := _value(item.amount))]
        if currency and len(values) > 1 and max(values) <= _FARTHEST * min(values):
            say = telling.paper.say
            pattern = say(N_("Sums in {currency} a year") if yearly else N_("Sums in {currency}"))
            head = say(group.by_name["covers"].label)
            sums = _sums(telling, group, held[:_MOST_ITEMS])
            yield _Shown(pattern.format(currency=currency), head, sums)


def _sums(telling: Telling, group: GroupDefinition, held: Sequence[Any]) -> Chart:
    """A bar for every sum, in the order of years; a shade for every kind of amount."""
    kind = group.by_name["amount_kind"]
    assert isinstance(kind, FieldDefinition)  # noqa: S101 - the record's own
    ordered = sorted(held, key=lambda item: item.year if type(item.year) is int else 0)
    kinds = list(dict.fromkeys(_plain(item.amount_kind) for item in ordered))
    names = tuple(_name_of_sum(telling, item, n) for n, item in enumerate(ordered, start=1))
    series = []
    for code in kinds:
        first = next(item for item in ordered if _plain(item.amount_kind) == code)
        said = answers.words_of(telling, kind, first) if code else telling.paper.say(kind.label)
        values = tuple(
            _value(item.amount) if _plain(item.amount_kind) == code else None for item in ordered
        )
        series.append(Series(said, values))
    return Chart("bar", names, tuple(series), apart=True)


def _name_of_sum(telling: Telling, item: Any, number: int) -> str:
    year = str(item.year) if type(item.year) is int else ""
    payer = ""
    if isinstance(item.payer, str) and not isinstance(item.payer, Answer):
        payer = phrases.name_of(telling.case, item.payer)
    parts = [part for part in (year, _plain(item.covers) or payer) if part]
    return _short(", ".join(parts)) or f"({number})"


_KINDS = {"result": _results, "financial_input": _money}


def _value(value: object) -> Decimal | None:
    said = _plain(value)
    return Decimal(said.replace(",", "")) if _NUMBER.fullmatch(said) else None


def _plain(value: object) -> str:
    if isinstance(value, str) and not isinstance(value, Answer):
        return narrative.plain(value)
    return ""


def _short(text: str) -> str:
    """A name for an axis, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:(") + " …"
