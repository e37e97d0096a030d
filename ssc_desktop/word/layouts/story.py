"""The whole story: key facts, then every section of the record as far as it was answered."""

from collections.abc import Iterator

from ssc_desktop.i18n import N_
from ssc_desktop.word import answers, blocks, digest, fitting
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import chapters, colophon, pictures
from ssc_desktop.word.text import runs
from ssc_desktop.word.wish import DocumentWish

_PAGE = 24.5
"""Centimetres of text on the first page."""
_PICTURE = (17.0, 8.5)
_LEAST_PICTURE = 5.0
"""A picture that has less room waits until the first text has been told."""


def write(telling: Telling, _wish: DocumentWish, *, numbered: bool = False) -> None:
    """Write one story in full; `numbered` where it is one of several."""
    colophon.written(telling, _told(telling, numbered=numbered))


def _told(telling: Telling, *, numbered: bool) -> Iterator[str]:
    yield _head(telling, numbered=numbered)
    facts = key_facts(telling)
    yield _fact_table(telling, facts)
    shown = picture_in(telling, _PAGE - _tall(telling, facts)) if telling.pictures else ""
    waits = bool(telling.pictures) and not shown
    yield shown
    level = 2 if numbered else 1
    for section in telling.definition.sections:
        members = chapters.told(telling, section)
        yield from chapters.chapter(telling, section, level, members)
        if waits and members:
            waits = False
            yield pictures.figure(telling, telling.pictures[0], _PICTURE)


def picture_in(telling: Telling, room: float) -> str:
    """The first picture as tall as the room on its page allows; "" where that is too little."""
    width, height = _PICTURE
    tall = min(height, room - 1.5)
    if tall < _LEAST_PICTURE:
        return ""
    return pictures.figure(telling, telling.pictures[0], (width, tall))


def _tall(telling: Telling, facts: list[tuple[str, str]]) -> float:
    """Centimetres of the head of the story and its facts."""
    rows = (fitting.height(said, 9.5, 11.5) + 0.2 for _label, said in facts)
    return 1.2 + fitting.height(digest.title(telling), 23, 17.0) + sum(rows)


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


def key_facts(telling: Telling) -> list[tuple[str, str]]:
    """The few facts a reader looks for first: labels, and what is said."""
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
    return [(label, said) for label, said in rows if said]


def _fact_table(telling: Telling, facts: list[tuple[str, str]]) -> str:
    made = [_fact_row(telling, *fact, number) for number, fact in enumerate(facts)]
    paper = telling.paper
    return blocks.facts(paper, made, paper.say(N_("Key facts"))) if made else ""


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
        blocks.paragraph("SSCCell", runs(line, telling.mixed), right_to_left=turned)
        for line in said.split("\n")
    ]
    return blocks.Row([head, "".join(lines)], len(said))


LAYOUT = Layout(
    name="story",
    label=N_("The whole story"),
    note=N_("Everything that was answered, section by section, with pictures and sources."),
    write_one=write,
)
