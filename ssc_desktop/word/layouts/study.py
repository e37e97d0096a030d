"""A case study as those of 2011: institutions and authors, abstract, method, chapters, annexes.

The chapters are those of the record. Groups that are neither compared nor on the overview stand
in the annexes, to which the chapters point.
"""

from collections.abc import Iterator

from ssc_desktop.i18n import N_
from ssc_desktop.record import (
    Answer,
    Definition,
    FieldDefinition,
    GroupDefinition,
    SectionDefinition,
    given,
    narrative,
    phrases,
)
from ssc_desktop.word import answers, blocks, digest
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import chapters, colophon, evidence_table, pictures
from ssc_desktop.word.text import runs
from ssc_desktop.word.wish import DocumentWish

_BYLINE = ("case_institution", "case_authors")
_ABSTRACT = "overview"
_METHOD = "method"
_AT_THE_HEAD = frozenset({*_BYLINE, _ABSTRACT, _METHOD, "keywords"})
_ABSTRACT_STYLES = blocks.Prose("SSCAbstract", "SSCAbstractBullet", "SSCAbstract")


def write(telling: Telling, _wish: DocumentWish, *, numbered: bool = False) -> None:
    """Write one story as a study; `numbered` where it is one of several."""
    colophon.written(telling, _told(telling, numbered=numbered))


def _told(telling: Telling, *, numbered: bool) -> Iterator[str]:
    level = 2 if numbered else 1
    yield _head(telling, numbered=numbered)
    yield from _abstract(telling)
    if telling.pictures:
        yield pictures.figure(telling, telling.pictures[0], (17.0, 7.5))
    yield from _method(telling, level)
    annexes: list[tuple[SectionDefinition, list[Definition]]] = []
    for section in telling.definition.sections:
        now, later = _parted(telling, section)
        yield from chapters.chapter(telling, section, level, now)
        yield from _ending(telling, section, later if now else [], level)
        annexes += [(section, later)] if later else []
    yield from _annexes(telling, annexes, level)


def _parted(
    telling: Telling, section: SectionDefinition
) -> tuple[list[Definition], list[Definition]]:
    """What of a section stands in its chapter, and what in the annexes."""
    members = chapters.told(telling, section, _AT_THE_HEAD)
    later = [member for member in members if _in_annex(telling, section, member)]
    return [member for member in members if member not in later], later


def _in_annex(telling: Telling, section: SectionDefinition, member: Definition) -> bool:
    """Whether a group stands in the annexes; so does all that is only about the record itself."""
    if section is telling.definition.sections[0]:
        return True
    asked = isinstance(member, GroupDefinition)
    answered = isinstance(getattr(telling.case, member.attribute), Answer)
    return asked and not (answered or member.star or member.overview or member.name in _KEPT)


_SHORT = 12
"""Annexes of so few entries do not begin a page."""
_KEPT = frozenset({"reference", "attachment"})
"""Groups that end the study itself."""


def _head(telling: Telling, *, numbered: bool) -> str:
    paper = telling.paper
    turned = paper.right_to_left
    anchor = paper.anchor("ssc_f_title")
    paper.places.note(anchor, ["title"], "inside")
    title = blocks.bookmarked(paper, anchor, runs(digest.title(telling), telling.own))
    title += answers.unsettled(telling, "title")
    code = digest.words_of(telling, "case_code")
    kicker = "   ".join([*([f"[{code}]"] if code else []), paper.say(N_("Case study"))])
    if numbered:
        made = blocks.heading(paper, 1, title, anchor="ssc_story", new_page=True)
        made += blocks.line(paper, "Subtitle", kicker)
    else:
        made = blocks.line(paper, "SSCKicker", kicker)
        made += blocks.paragraph("Title", title, right_to_left=turned)
    return made + "".join(_bylines(telling))


def _bylines(telling: Telling) -> Iterator[str]:
    """Institutions and authors of the study, and the countries it is about."""
    paper = telling.paper
    turned = paper.right_to_left
    for name in _BYLINE:
        member = telling.members.get(name)
        if isinstance(member, FieldDefinition) and given(getattr(telling.case, name)):
            anchor = paper.anchor(f"ssc_f_{name}")
            paper.places.note(anchor, [name], "behind")
            label = blocks.bookmarked(paper, anchor, blocks.key(paper, paper.say(member.label)))
            said = answers.words_of(telling, member, telling.case)
            inside = label + answers.short(telling, member, telling.case, said)
            yield blocks.paragraph("SSCByline", inside, right_to_left=turned)
    sides = [*digest.providers(telling), *digest.recipients(telling), *digest.supporters(telling)]
    if sides:
        anchor = paper.anchor("ssc_k_countries")
        paper.places.note(anchor, [], "shown")
        label = blocks.key(paper, paper.say(N_("Countries involved")))
        inside = blocks.bookmarked(paper, anchor, label)
        inside += runs(phrases.joined(dict.fromkeys(sides), paper.words), telling.own)
        yield blocks.paragraph("SSCByline", inside, right_to_left=turned)


def _abstract(telling: Telling) -> Iterator[str]:
    """The overview in a box, with the keywords."""
    paper = telling.paper
    overview = telling.case.overview
    keywords = telling.members.get("keywords")
    if given(overview):
        anchor = paper.anchor(f"ssc_f_{_ABSTRACT}")
        paper.places.note(anchor, [_ABSTRACT], "prose")
        inside = runs(paper.say(N_("Abstract")), paper.look())
        inside = blocks.bookmarked(paper, anchor, inside) + answers.unsettled(telling, _ABSTRACT)
        yield blocks.paragraph("SSCAbstractHead", inside, right_to_left=paper.right_to_left)
        if isinstance(overview, Answer):
            yield answers.answered(telling, overview, "SSCAbstract")
        else:
            yield from blocks.prose(paper, str(overview), telling.language, _ABSTRACT_STYLES)
    if isinstance(keywords, FieldDefinition) and given(telling.case.keywords):
        anchor = paper.anchor("ssc_f_keywords")
        paper.places.note(anchor, ["keywords"], "behind")
        label = blocks.bookmarked(paper, anchor, blocks.key(paper, paper.say(keywords.label)))
        said = narrative.plain(answers.words_of(telling, keywords, telling.case))
        inside = label + answers.short(telling, keywords, telling.case, said)
        yield blocks.paragraph("SSCKeywords", inside, right_to_left=paper.right_to_left)


def _method(telling: Telling, level: int) -> Iterator[str]:
    member = telling.members.get(_METHOD)
    value = telling.case.method
    if not isinstance(member, FieldDefinition) or not given(value):
        return
    paper = telling.paper
    paper.places.note(paper.anchor(f"ssc_f_{_METHOD}"), [_METHOD], "prose")
    inside = answers.label(telling, member)
    yield blocks.heading(paper, level, inside, anchor=f"ssc_f_{_METHOD}")
    yield from answers.long(telling, member, value, blocks.BODY)


def _ending(
    telling: Telling, section: SectionDefinition, later: list[Definition], level: int
) -> Iterator[str]:
    """What ends a chapter: on what results rest, and what of it stands in the annexes."""
    paper = telling.paper
    made = evidence_table.of(telling, level + 1) if section.name == "results" else []
    yield from made
    if not later:
        return
    before, _gap, behind = paper.say(N_("In the annex: {names}.")).partition("{names}")
    comma = "، " if paper.right_to_left else ", "
    named = [
        blocks.reference(paper, paper.anchor(f"ssc_f_{member.name}"), paper.say(member.label))
        for member in later
    ]
    inside = runs(before, paper.look()) + runs(comma, paper.look()).join(named)
    inside += runs(behind, paper.look())
    turned = paper.right_to_left
    anchor = paper.anchor(f"ssc_k_annex_{section.name}")
    paper.places.note(anchor, [], "shown")
    inside = blocks.bookmarked(paper, anchor, "") + inside
    yield blocks.paragraph("SSCAfterTable", inside, right_to_left=turned)


def _annexes(
    telling: Telling, annexes: list[tuple[SectionDefinition, list[Definition]]], level: int
) -> Iterator[str]:
    """The groups that are neither compared nor on the overview, section by section."""
    if not annexes:
        return
    paper = telling.paper
    said = runs(paper.say(N_("Annexes")), paper.look())
    held = (getattr(telling.case, m.attribute) for _section, members in annexes for m in members)
    long = sum(len(value) if isinstance(value, tuple) else 1 for value in held) > _SHORT
    yield blocks.heading(paper, level, said, anchor="ssc_s_annexes", new_page=long)
    for section, members in annexes:
        first = section is telling.definition.sections[0]
        title = paper.say(N_("About this study")) if first else ""
        yield from chapters.chapter(telling, section, level + 1, members, title)


LAYOUT = Layout(
    name="study",
    label=N_("Case study"),
    note=N_(
        "Institutions and authors, abstract, method, chapters, evidence and annexes, as in 2011."
    ),
    write_one=write,
)
