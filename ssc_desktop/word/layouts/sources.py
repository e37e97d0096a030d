"""The sources as a numbered list, to which tables and texts point."""

from typing import Any

from ssc_desktop.record import FieldDefinition, GroupDefinition, given
from ssc_desktop.word import answers, blocks, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.places import field_anchor, row_anchor
from ssc_desktop.word.text import runs

_LONGEST_ADDRESS = 90
"""Characters of an address that are shown; the link holds all of it."""


def listed(telling: Telling, group: GroupDefinition) -> list[str]:
    """One paragraph for each source, numbered in square brackets."""
    paper = telling.paper
    number = paper.stream.numbered_list(template.SOURCES)
    before = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    made = []
    paper.places.note(
        paper.anchor(field_anchor([group.name])), [group.name], "bullets",
        columns=["citation"], rows=[item.id for item in answers.items(telling.case, group)],
    )  # fmt: skip
    for item in answers.items(telling.case, group):
        anchor = paper.anchor(f"ssc_source_{telling.sources[item.id]}")
        inside = blocks.bookmarked(paper, anchor, _first(telling, group, item))
        inside += _rest(telling, group, item)
        turned = paper.right_to_left
        entry = blocks.paragraph("SSCSource", inside, right_to_left=turned, before=before)
        made.append(blocks.marked(paper, row_anchor(item.id), entry))
    return made


def _fields(group: GroupDefinition, item: Any) -> list[FieldDefinition]:
    return [
        member
        for member in group.fields
        if isinstance(member, FieldDefinition) and given(getattr(item, member.attribute))
    ]


def _first(telling: Telling, group: GroupDefinition, item: Any) -> str:
    """The citation; it is the link where there is an address, since nobody reads an address."""
    paper = telling.paper
    said = answers.words_of(telling, _named(group, "citation"), item)
    if not said:
        said = answers.words_of(telling, _named(group, "url"), item)[:_LONGEST_ADDRESS]
    url = item.url
    if isinstance(url, str) and url.startswith(("https://", "http://")):
        return blocks.web_link(paper, url, said or url, telling.own)
    return runs(said, telling.own)


def _named(group: GroupDefinition, name: str) -> FieldDefinition:
    return next(m for m in group.fields if isinstance(m, FieldDefinition) and m.name == name)


def _rest(telling: Telling, group: GroupDefinition, item: Any) -> str:
    paper = telling.paper
    parts = []
    for member in _fields(group, item):
        if member.name in {"citation", "url"}:
            continue
        label = blocks.key(paper, paper.say(member.label))
        said = answers.words_of(telling, member, item)
        parts.append(label + answers.short(telling, member, item, said))
    mark = answers.unsettled(telling, f"{group.name}/{item.id}/citation")
    if not parts:
        return mark
    return "".join(f"{runs('. ', paper.look())}{part}" for part in parts) + mark
