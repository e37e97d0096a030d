"""A section of the record as a chapter: texts under headings, groups as tables, the rest as facts.

What stands here follows the definitions: a field added to the record appears without a change.
"""

from collections.abc import Container, Sequence

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    Kind,
    Noted,
    SectionDefinition,
    given,
)
from ssc_desktop.word import answers, blocks, grids
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import colophon, files_list, in_figures, sources
from ssc_desktop.word.text import runs

_NARRATIVE = {Kind.TEXT, Kind.NOTED, Kind.LINES}
_BRIEF = 110
"""A note of so many characters stands in the table of facts, not under a heading."""

SHOWN_APART = frozenset({"title", *colophon.FIELDS})
"""What the head of a story and the small print at its end show."""


def told(
    telling: Telling, section: SectionDefinition, apart: Container[str] = ()
) -> list[Definition]:
    """The answered questions of a section, but those of which `apart` holds the name."""
    return [
        member
        for member in section.fields
        if member.name not in SHOWN_APART and member.name not in apart and not member.automatic
        and given(getattr(telling.case, member.attribute))
    ]  # fmt: skip


def chapter(
    telling: Telling,
    section: SectionDefinition,
    level: int,
    members: Sequence[Definition],
    title: str = "",
) -> list[str]:
    """A section: its lead text, short answers in a table, then one heading a text or group.

    `title` stands above it where that is not the section's label.
    """
    paper = telling.paper
    telling.noted.clear()
    if not members:
        return []
    lead = [member for member in members if member.label == section.label]
    brief = [member for member in members if _is_brief(telling, member)]
    rest = [member for member in members if member not in brief and member not in lead]
    inside = runs(title or paper.say(section.label), paper.look())
    if lead:
        anchor = paper.anchor(f"ssc_f_{lead[0].name}")
        inside = blocks.bookmarked(paper, anchor, inside)
        _note(telling, lead[0])
        inside += answers.unsettled(telling, lead[0].name)
    made = [blocks.heading(paper, level, inside, anchor=f"ssc_s_{section.name}")]
    for member in lead:
        made += _body(telling, member, level + 1, blocks.LEAD)
    if brief:
        if made[-1].endswith("</w:tbl>"):  # two tables without a paragraph between become one
            further = runs(paper.say(N_("Further answers")), paper.look())
            made.append(blocks.heading(paper, level + 1, further))
        rows = [brief_row(telling, member) for member in brief]
        made.append(blocks.facts(paper, rows, paper.say(section.label)))
    for member in rest:
        body = _body(telling, member, level + 1, blocks.BODY)
        if body:
            _note(telling, member)
            made += [_member_heading(telling, member, level + 1), *body]
    return made


def _note(telling: Telling, member: Definition) -> None:
    """What stands below the heading of a member; a group's blocks have noted themselves."""
    paper = telling.paper
    if isinstance(member, FieldDefinition):
        paper.places.note(paper.anchor(f"ssc_f_{member.name}"), [member.name], "prose")


def _is_brief(telling: Telling, member: Definition) -> bool:
    """Whether an answer fits into the table of facts."""
    if isinstance(member, GroupDefinition):
        return isinstance(getattr(telling.case, member.attribute), Answer)
    value = getattr(telling.case, member.attribute)
    if member.kind is Kind.NOTED and isinstance(value, Noted):
        return len(value.note or "") <= _BRIEF and "\n" not in (value.note or "")
    if member.kind is Kind.LINES and isinstance(value, tuple):
        return sum(map(len, value)) <= _BRIEF
    return member.kind not in _NARRATIVE or isinstance(value, Answer)


def brief_row(telling: Telling, member: Definition) -> blocks.Row:
    """A brief answer as a row of question and answer."""
    paper = telling.paper
    turned = paper.right_to_left
    anchor = paper.anchor(f"ssc_f_{member.name}")
    paper.places.note(anchor, [member.name])
    label = blocks.bookmarked(paper, anchor, answers.label(telling, member))
    head = blocks.paragraph("SSCLabel", label, right_to_left=turned)
    value = getattr(telling.case, member.attribute)
    if isinstance(member, GroupDefinition):
        return blocks.Row([head, answers.answered(telling, value, "SSCCell")])
    said = answers.words_of(telling, member, telling.case)
    inside = answers.short(telling, member, telling.case, said)
    return blocks.Row([head, blocks.paragraph("SSCCell", inside, right_to_left=turned)], len(said))


def _member_heading(telling: Telling, member: Definition, level: int) -> str:
    inside = answers.label(telling, member)
    return blocks.heading(telling.paper, level, inside, anchor=f"ssc_f_{member.name}")


def _body(telling: Telling, member: Definition, level: int, styles: blocks.Prose) -> list[str]:
    """What stands below a heading: narrative, a list, a table, sources or pictures."""
    value = getattr(telling.case, member.attribute)
    if isinstance(member, FieldDefinition):
        if isinstance(value, tuple):
            return _lines(telling, value)
        return answers.long(telling, member, value, styles)
    if member.name == "reference":
        return sources.listed(telling, member)
    if member.name == "attachment":
        return files_list.listed(telling, member)
    return [*grids.group(telling, member, level), *in_figures.of(telling, member, level)]


def _lines(telling: Telling, texts: tuple[object, ...]) -> list[str]:
    turned = telling.paper.right_to_left
    return [
        blocks.paragraph("ListBullet", runs(str(text), telling.own), right_to_left=turned)
        for text in texts
    ]
