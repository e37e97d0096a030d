"""The whole story: key facts, then every section of the record as far as it was answered.

What stands here follows the definitions: a field added to the record appears without a change.
"""

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
from ssc_desktop.word import answers, blocks, digest, grids
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import colophon, files_list, pictures, sources
from ssc_desktop.word.text import runs
from ssc_desktop.word.wish import DocumentWish, Layout

_NARRATIVE = {Kind.TEXT, Kind.NOTED, Kind.LINES}
_BRIEF = 110
"""A note of so many characters stands in the table of facts, not under a heading."""

_SHOWN_APART = {"title", *colophon.FIELDS}
"""What the head of the story and the small print at its end show."""


def write(telling: Telling, _wish: DocumentWish, *, numbered: bool = False) -> None:
    """Write one story in full; `numbered` where it is one of several."""
    paper = telling.paper
    paper.write(_head(telling, numbered=numbered))
    paper.write(_key_facts(telling))
    if telling.pictures:
        paper.write(pictures.figure(telling, telling.pictures[0], (17.0, 8.5)))
    level = 2 if numbered else 1
    for section in telling.definition.sections:
        for block in _section(telling, section, level):
            paper.write(block)
    paper.write(colophon.block(telling))


def _head(telling: Telling, *, numbered: bool) -> str:
    paper = telling.paper
    turned = paper.right_to_left
    anchor = paper.anchor("ssc_f_title")
    paper.places.note(anchor, ["title"], "inside")
    inside = blocks.bookmarked(
        paper, anchor, runs(digest.title(telling), telling.own)
    ) + answers.unsettled(telling, "title")
    said = digest.kicker(telling)
    style = "Subtitle" if numbered else "SSCKicker"
    kicker = blocks.paragraph(style, runs(said, telling.own), right_to_left=turned)
    if numbered:
        head = blocks.heading(paper, 1, inside, anchor="ssc_story", new_page=True)
        return head + (kicker if said else "")
    return (kicker if said else "") + blocks.paragraph("Title", inside, right_to_left=turned)


def _key_facts(telling: Telling) -> str:
    """The few facts a reader looks for first."""
    paper = telling.paper
    say = paper.say
    mutual = digest.mutual(telling)
    comma = "، " if paper.right_to_left else ", "
    rows = [
        (say(N_("Kind of cooperation")), digest.words_of(telling, "cooperation_type")),
        (
            say(N_("Learning from each other")) if mutual else say(N_("Provider")),
            comma.join(digest.providers(telling)),
        ),
        (say(N_("Recipient")), comma.join(digest.recipients(telling))),
        (say(N_("With the support of")), comma.join(digest.supporters(telling))),
        (say(N_("Duration")), "\n".join(digest.duration(telling))),
        (say(N_("Sector")), digest.words_of(telling, "sector")),
        (say(N_("SDGs")), digest.words_of(telling, "sdg_goal")),
        (say(N_("Budget")), "\n".join(digest.budget(telling)[:3])),
    ]
    made = [
        _fact_row(telling, label, said, number) for number, (label, said) in enumerate(rows) if said
    ]
    return blocks.facts(paper, made, say(N_("Key facts"))) if made else ""


def _fact_row(telling: Telling, label: str, said: str, number: int) -> blocks.Row:
    paper = telling.paper
    turned = paper.right_to_left
    name = runs(label, paper.look())
    if paper.places.wanted:
        anchor = paper.anchor(f"ssc_k_{number}")
        paper.places.note(anchor, [], "shown")
        name = blocks.bookmarked(paper, anchor, name)
    head = blocks.paragraph("SSCLabel", name, right_to_left=turned)
    lines = [
        blocks.paragraph("SSCCell", runs(line, telling.own), right_to_left=turned)
        for line in said.split("\n")
    ]
    return blocks.Row([head, "".join(lines)], len(said))


def _section(telling: Telling, section: SectionDefinition, level: int) -> list[str]:
    """A section: its lead text, short answers in a table, then one heading a text or group."""
    paper = telling.paper
    members = [
        member
        for member in section.fields
        if member.name not in _SHOWN_APART and not member.automatic
        and given(getattr(telling.case, member.attribute))
    ]  # fmt: skip
    if not members:
        return []
    lead = [member for member in members if member.label == section.label]
    brief = [member for member in members if _is_brief(telling, member)]
    rest = [member for member in members if member not in brief and member not in lead]
    inside = runs(paper.say(section.label), paper.look())
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
        rows = [_brief_row(telling, member) for member in brief]
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


def _brief_row(telling: Telling, member: Definition) -> blocks.Row:
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
    return grids.group(telling, member, level)


def _lines(telling: Telling, texts: tuple[object, ...]) -> list[str]:
    turned = telling.paper.right_to_left
    return [
        blocks.paragraph("ListBullet", runs(str(text), telling.own), right_to_left=turned)
        for text in texts
    ]


LAYOUT = Layout(
    name="story",
    label=N_("The whole story"),
    note=N_("Everything that was answered, section by section, with pictures and sources."),
    write_one=write,
)
