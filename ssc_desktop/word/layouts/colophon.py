"""The small print that ends a story: how far it may travel, licence, credit, what it carries."""

from collections.abc import Iterable

from ssc_desktop.i18n import N_
from ssc_desktop.record import FieldDefinition, given
from ssc_desktop.word import answers, blocks
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.text import runs
from ssc_desktop.word.wish import Carries

FIELDS = ("visibility", "licence", "credit_line")
"""The fields of the record that stand here."""


def block(telling: Telling, *, carries: Carries = "all") -> str:
    """Two paragraphs of small print; they also end a document after a table, as Word needs.

    `carries` is what of the story the file holds as data, as its layout says.
    """
    paper = telling.paper
    said = terms(telling)
    turned = paper.right_to_left
    made = blocks.paragraph("SSCColophon", said, right_to_left=turned) if said else ""
    if made and paper.deeper:  # a book says the rest once, at its end
        return made
    inside = runs(remarks(telling, carries), paper.look())
    if paper.places.wanted:  # what ends here is no part of the answer above
        anchor = paper.anchor("ssc_k_print")
        paper.places.note(anchor, [], "shown")
        inside = blocks.bookmarked(paper, anchor, "") + inside
    return made + blocks.paragraph("SSCSmallPrint", inside, right_to_left=turned)


def written(telling: Telling, told: Iterable[str]) -> None:
    """Write the blocks of a story and its small print, which never stands on a page alone."""
    paper = telling.paper
    last = ""
    for xml in told:
        paper.write(last)
        last = xml
    paper.write(blocks.kept(last))
    paper.write(block(telling))


def terms(telling: Telling) -> str:
    """Runs: how far the story may travel, its licence and its credit; "" where none was told."""
    said = [_answer(telling, name) for name in FIELDS]
    return runs("  ·  ", telling.paper.look()).join(part for part in said if part)


def _answer(telling: Telling, name: str) -> str:
    paper = telling.paper
    member = telling.members.get(name)
    if not isinstance(member, FieldDefinition):
        return ""
    if not given(getattr(telling.case, member.attribute)):
        return ""
    anchor = paper.anchor(f"ssc_f_{name}")
    paper.places.note(anchor, [name], "behind")
    label = blocks.bookmarked(paper, anchor, blocks.key(paper, paper.say(member.label)))
    said = answers.words_of(telling, member, telling.case)
    mark = answers.unsettled(telling, name)
    return label + answers.short(telling, member, telling.case, said) + mark


def remarks(telling: Telling, carries: Carries) -> str:
    """What is true of every document, and what its file carries."""
    say = telling.paper.say
    first = say(N_(
        "The designations used do not imply any opinion on the legal status of any country, "
        "territory or city."
    ))  # fmt: skip
    if carries == "nothing":
        return first
    if carries == "printed":
        return f"{first} " + say(N_("This file also carries what this page says as data."))
    return f"{first} " + say(
        N_("This file also carries the story as data, so that it can be taken in again.")
    )
