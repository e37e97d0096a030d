"""What the results of a story rest on: by how they are known, which, and from which sources."""

from collections.abc import Sequence
from typing import Any

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, GroupDefinition, narrative, phrases
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import answers, blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.text import runs

_LEVEL, _NUMBER, _SOURCES = 2100, 900, 1500


def of(telling: Telling, level: int) -> list[str]:
    """A heading and the table; nothing where no result says how it is known."""
    group = telling.members.get("result")
    if not isinstance(group, GroupDefinition):
        return []
    held = answers.items(telling.case, group)
    levels = sorted({one.evidence_level for one in held if type(one.evidence_level) is int})
    if not levels:
        return []
    paper = telling.paper
    anchor = "ssc_e_result"
    paper.places.note(paper.anchor(anchor), [], "shown")
    head = runs(paper.say(N_("What the results rest on")), paper.look())
    known = sum(type(one.evidence_level) is int for one in held)
    said = paper.say(N_("Results by how they are known: {n} of {all}")).format(
        n=known, all=len(held)
    )
    return [
        blocks.heading(paper, level, head, anchor=anchor),
        blocks.caption(paper, "Table", runs(said, paper.look()), keep=True),
        _table(telling, group, [(k, _at(held, k)) for k in reversed(levels)]),
    ]


def _at(held: Sequence[Any], level: int) -> list[Any]:
    return [one for one in held if one.evidence_level == level]


def _table(
    telling: Telling, group: GroupDefinition, by_level: Sequence[tuple[int, list[Any]]]
) -> str:
    paper = telling.paper
    evidence = group.by_name["evidence_level"]
    heads = (
        (paper.say(evidence.label), _LEVEL),
        (paper.say(N_("Number")), _NUMBER),
        (paper.say(group.label), paper.width - _LEVEL - _NUMBER - _SOURCES),
        (paper.say(N_("Sources")), _SOURCES),
    )
    columns = [
        blocks.Column(runs(said, paper.look()), width, numeric=number == 1)
        for number, (said, width) in enumerate(heads)
    ]
    rows = [_row(telling, evidence, level, held) for level, held in by_level]
    return blocks.table(paper, columns, rows, paper.say(N_("What the results rest on")))


def _row(telling: Telling, evidence: Any, level: int, held: Sequence[Any]) -> blocks.Row:
    paper = telling.paper
    turned = paper.right_to_left
    listed = vocabulary(evidence.vocabulary)
    told = [
        blocks.paragraph("SSCCellBullet", runs(text, telling.own), right_to_left=turned)
        for text in (narrative.plain(phrases.called(one)) for one in held)
        if text
    ]
    size = sum(len(phrases.called(one)) for one in held)
    count = runs(str(len(held)), paper.look())
    cells = [
        blocks.line(paper, "SSCLabel", listed.label(level, paper.language)),
        blocks.paragraph("SSCCellNumber", count, right_to_left=turned),
        "".join(told) or blocks.line(paper, "SSCCell", "–"),
        blocks.paragraph("SSCCell", _sources(telling, held), right_to_left=turned),
    ]
    return blocks.Row(cells, size)


def _sources(telling: Telling, held: Sequence[Any]) -> str:
    """The numbers of the sources of some results, each leading to the list."""
    paper = telling.paper
    known = {
        telling.sources[one.source_ref]
        for one in held
        if not isinstance(one.source_ref, Answer) and one.source_ref in telling.sources
    }
    links = [
        blocks.inner_link(
            paper.anchor(f"ssc_source_{number}"), runs(f"[{number}]", paper.look("Hyperlink"))
        )
        for number in sorted(known)
    ]
    return runs(" ", paper.look()).join(links) or runs("–", paper.look())
