"""What stands behind the stories: indexes, acronyms, credits, licence, method, disclaimer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ssc_desktop.i18n import N_
from ssc_desktop.record import phrases
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.book import contents, coverage
from ssc_desktop.word.book.gathering import Entry, country_name
from ssc_desktop.word.book.volumes import Volume, own_look
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import runs

_CODE, _ACRONYM = 1050, 1700
"""Widths of columns in twentieths of a point."""


def write(paper: Paper, volume: Volume) -> None:
    """Write everything behind the stories."""
    _indexes(paper, volume)
    _acronyms(paper, volume.entries)
    _credits(paper, volume)
    _licence(paper, volume)
    coverage.write(paper, volume)


def _indexes(paper: Paper, volume: Volume) -> None:
    contents.part(paper, "index")
    language = paper.language
    sectors, goals = vocabulary("sector"), vocabulary("sdg_goal")
    lines = [
        *_index(paper, volume, N_("Countries"), lambda entry: [
            country_name(code, language) for code in entry.countries
        ]),
        *_index(paper, volume, N_("Sectors"), lambda entry: [
            sectors.label(code, language) for code in entry.sectors
        ]),
        *_index(paper, volume, N_("Sustainable Development Goals"), lambda entry: [
            f"{goal} {goals.label(goal, language)}" for goal in entry.goals
        ]),
    ]  # fmt: skip
    if not lines:
        said = paper.say(N_("No story names a country, a sector or a goal."))
        paper.write(blocks.line(paper, "Normal", said))
        return
    lead = paper.say(N_("The codes lead to the overviews."))
    contents.in_columns(paper, lead, lines)


def _index(
    paper: Paper, volume: Volume, title: str, words_of: Callable[[Entry], Iterable[str]]
) -> list[str]:
    """A heading, and a line for each word with the stories to which it leads."""
    found: dict[str, list[Entry]] = {}
    for entry in volume.entries:
        for word in words_of(entry):
            found.setdefault(word, []).append(entry)
    if not found:
        return []
    made = [blocks.heading(paper, 2, runs(paper.say(title), paper.look()))]
    for word in sorted(found, key=sort_key):
        said = runs(word, paper.look(bold=True)) + runs("  ", paper.look())
        said += _codes(paper, volume, found[word])
        made.append(blocks.paragraph("SSCIndex", said, right_to_left=paper.right_to_left))
    return made


def _codes(paper: Paper, volume: Volume, entries: Sequence[Entry]) -> str:
    comma = runs("، " if paper.right_to_left else ", ", paper.look())
    return comma.join(
        blocks.inner_link(volume.turn_to(paper, entry), runs(entry.code, paper.look()))
        for entry in entries
    )


def _acronyms(paper: Paper, entries: Sequence[Entry]) -> None:
    """Each acronym with the name that the stories give most often."""
    names: dict[str, Counter[tuple[str, str]]] = {}
    for entry in entries:
        for short, name in entry.acronyms:
            names.setdefault(short, Counter())[name, entry.language] += 1
    if not names:
        return
    contents.part(paper, "acronyms", follows=True)
    contents.lead(paper, paper.say(N_("As the stories themselves spell them out.")))
    rows = []
    for short in sorted(names, key=sort_key):
        name, language = names[short].most_common(1)[0][0]
        look = own_look(paper, next(e for e in entries if e.language == language))
        turned = paper.right_to_left
        cell = blocks.paragraph("SSCCell", runs(name, look), right_to_left=turned)
        rows.append(blocks.Row([blocks.line(paper, "SSCLabel", short), cell]))
    paper.write(blocks.facts(paper, rows, paper.say(N_("Acronyms")), label=_ACRONYM))


def _credits(paper: Paper, volume: Volume) -> None:
    """Who told each story, and who took its pictures."""
    contents.part(paper, "credits")
    half = (paper.width - _CODE) // 2
    heads = [N_("Code"), N_("Told by"), N_("Pictures by")]
    columns = [
        blocks.Column(runs(paper.say(head), paper.look()), width)
        for head, width in zip(heads, [_CODE, paper.width - _CODE - half, half], strict=True)
    ]
    rows = [_credit(paper, volume, entry) for entry in volume.entries]
    paper.write(blocks.table(paper, columns, rows, paper.say(N_("Credits"))))


def _credit(paper: Paper, volume: Volume, entry: Entry) -> blocks.Row:
    nobody = runs(paper.say(N_("not named")), paper.look("SSCSecondary"))
    look = own_look(paper, entry)
    people = [phrases.joined(names, paper.words) for names in (entry.authors, entry.photographers)]
    authors = runs(people[0], look) or nobody
    pictures = runs(people[1], look) or (nobody if entry.pictures else runs("–", paper.look()))
    turned = paper.right_to_left
    cells = [_codes(paper, volume, [entry]), authors, pictures]
    made = [blocks.paragraph("SSCCell", cell, right_to_left=turned) for cell in cells]
    return blocks.Row(made, max(map(len, people)))


def _licence(paper: Paper, volume: Volume) -> None:
    """Under which licence each story stands, and what is known about consent."""
    contents.part(paper, "licence", follows=True)
    licences = vocabulary("licence")
    held: dict[str, list[Entry]] = {}
    for entry in volume.entries:
        held.setdefault(entry.licence, []).append(entry)
    rows = []
    for code in sorted(held, key=licences.rank):
        said = licences.label(code, paper.language) if code else paper.say(
            N_("No licence stated: ask the tellers before you use it further")
        )  # fmt: skip
        inside = _codes(paper, volume, held[code])
        cell = blocks.paragraph("SSCCell", inside, right_to_left=paper.right_to_left)
        rows.append(blocks.Row([blocks.line(paper, "SSCLabel", said), cell]))
    title = paper.say(N_("Licences of the stories"))
    paper.write(blocks.facts(paper, rows, title, label=paper.width * 2 // 5))
    notes = (
        N_("The tellers cleared their stories for the readers of this book. What they limited, and"
           " contacts that they did not share, were left out before it was made."),
        N_("Whoever is named, quoted or shown can take the consent back. Ask the tellers before you"
           " print a story or a picture elsewhere."),
    )  # fmt: skip
    for style, note in zip(("SSCAfterTable", "Normal"), notes, strict=True):
        paper.write(blocks.line(paper, style, paper.say(note)))
