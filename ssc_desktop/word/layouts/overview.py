"""The one-page form of 2010: code, title line, organisations, countries, overview, budget.

Every other field that the record marks for the overview follows in a row of its own.
"""

import re
from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, FieldDefinition, given
from ssc_desktop.word import answers, blocks, digest
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.layouts import colophon, pictures
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import runs
from ssc_desktop.word.wish import DocumentWish

_LABEL_WIDTH = 2270
_ANSWER_WIDTH = 7368
"""What is beside it on our own page: the letters of a line are counted there."""
_TWIPS = 567
"""Twentieths of a point in a centimetre."""
_SMALL_PRINT = 1.7
_LEAST_PICTURE = 4.0
_TALLEST_PICTURE = 8.5
_IN_A_LIST = 5
"""So many names stand one below the other; more share the lines."""

_ADMINISTRATIVE = {"record_depth", "visibility", "narrative_language", "short_name"}
ALSO_PRINTED = frozenset({"case_code", *colophon.FIELDS})
"""What the page shows besides the fields that the record marks for the overview."""
_WITHIN_OTHERS = {"title", "budget_disclosure", "end_date", "duration_note"}


_OF_SEVERAL = {
    "organisations", "partner", "start_date", "financial_input", "primary_contact", "key_challenge",
}  # fmt: skip
"""Rows that are made of several fields, which stand in the story itself."""


_TALL_SCRIPT = re.compile("[\u0590-\u0fff\u1000-\u109f\u1200-\u137f\u1780-\u17ff]")
_TALLER = 1.18
"""How much more height Arabic, Indic, Thai, Ethiopic and their like take."""
_WIDE_SCRIPT = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]")


def _breadth(text: str) -> int:
    """The width of a text in Latin letters; a Chinese sign takes two."""
    broad = len(text) * (1.18 if _TALL_SCRIPT.search(text) else 1.0)
    return int(broad) + len(_WIDE_SCRIPT.findall(text))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the form: the field by whose name it is found, its label, and its lines."""

    field: str
    label: str
    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    """Words before each line: Provider, Recipient."""

    def height(self, size: "_Size", breadth: float) -> float:
        """About how many centimetres the row takes on a page of this breadth; 1.0 is ours."""
        texts = [part for text in self.lines for part in text.split("\n")]
        tall = _TALLER if any(map(_TALL_SCRIPT.search, texts)) else 1.0
        lines = sum(1 + int(_breadth(text) / (size.letters * breadth)) for text in texts)
        return 0.27 + lines * size.line * tall + len(texts) * size.gap


@dataclass(frozen=True, slots=True)
class _Size:
    """One size of type for the answers: letters on a line, height of a line and gap behind it."""

    styles: blocks.Prose
    letters: int
    line: float
    gap: float


_SIZES = (
    _Size(blocks.LARGE_FORM, 72, 0.56, 0.18),
    _Size(blocks.FORM, 80, 0.48, 0.07),
    _Size(blocks.SMALL_FORM, 94, 0.39, 0.04),
)
"""From the largest; the first that fits on the page is taken."""


def write(telling: Telling, wish: DocumentWish, *, numbered: bool = False) -> None:
    """Write one story as a one-page form; `numbered` where it is one of several."""
    paper = telling.paper
    line = digest.title_line(telling)
    paper.write(_head(telling, line, numbered=numbered))
    entries = [entry for entry in _entries(telling) if entry.lines]
    sheet = _sheet(paper, wish)
    room = sheet.height - _SMALL_PRINT - 1.0
    room -= sheet.title_line * (1 + int(_breadth(line) / (44 * sheet.title_breadth)))
    wanted = room - (_LEAST_PICTURE + 2 if telling.pictures else 0)
    size, tall = _fitting(entries, wanted, sheet.breadth)
    rows = [_row(telling, entry, size.styles) for entry in entries]
    title = paper.say(N_("Overview of the story"))
    if rows:
        paper.write(blocks.facts(paper, rows, title, style="SSCForm", label=_LABEL_WIDTH))
    paper.write(_picture(telling, room - tall) + colophon.block(telling, carries="printed"))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a page has room for: its height in centimetres, its breadth in that of ours."""

    height: float
    breadth: float
    title_line: float = 0.95
    title_breadth: float = 1.0


def _sheet(paper: Paper, wish: DocumentWish) -> _Sheet:
    height = paper.stream.template.text_height / _TWIPS
    breadth = (paper.width - _LABEL_WIDTH) / _ANSWER_WIDTH
    if wish.template is None:
        return _Sheet(height, breadth, title_breadth=breadth)
    # its header may reach into the text, its letters may be wide, and its titles large
    return _Sheet(height - 1.2, 0.85 * breadth, 1.3, 0.75 * breadth)


def _fitting(entries: list[_Entry], room: float, breadth: float) -> tuple[_Size, float]:
    """The largest type in which the form fits, and its height; the smallest where none does."""
    heights = [(size, sum(entry.height(size, breadth) for entry in entries)) for size in _SIZES]
    return next((found for found in heights if found[1] <= room), heights[-1])


def _head(telling: Telling, line: str, *, numbered: bool) -> str:
    paper = telling.paper
    turned = paper.right_to_left
    own = line == digest.title(telling)
    anchor = paper.anchor("ssc_f_title" if own else "ssc_k_title")
    paper.places.note(anchor, ["title"], "inside" if own else "shown")
    inside = blocks.bookmarked(paper, anchor, runs(line, telling.own))
    inside += answers.unsettled(telling, "title")
    parts = [f"[{telling.code}]"] if telling.code else []
    parts += [part for part in (digest.words_of(telling, "cooperation_type"),) if part]
    style = "Subtitle" if numbered else "SSCKicker"
    kicker = blocks.line(paper, style, "  ".join(parts)) if parts else ""
    if numbered:
        head = blocks.heading(paper, 1, inside, anchor="ssc_story", new_page=True)
        return head + kicker
    return kicker + blocks.paragraph("Title", inside, right_to_left=turned)


def _entries(telling: Telling) -> list[_Entry]:
    """The rows of 2010, then those of the record's other overview fields."""
    say = telling.paper.say
    overview = telling.case.overview
    told = (str(overview),) if given(overview) else ()
    sides = digest.sides(telling)
    fixed = [
        _Entry("organisations", say(N_("Organization(s)")), _names(telling)),
        _Entry(
            "partner",
            say(N_("Country(ies)")),
            tuple(said for _head, said in sides),
            tuple(head for head, _said in sides),
        ),
        _Entry("overview", say(N_("Overview")), told),
        _Entry("start_date", say(N_("Duration")), tuple(digest.duration(telling))),
        _Entry("financial_input", say(N_("Budget")), tuple(digest.budget(telling))),
        _Entry("primary_contact", say(N_("Primary contact")), tuple(digest.contacts(telling))),
        _Entry("key_challenge", say(N_("Key challenges")), tuple(digest.challenges(telling))),
    ]
    done = {entry.field for entry in fixed} | _ADMINISTRATIVE | _WITHIN_OTHERS
    done.add("cooperation_type")
    return fixed + [
        _Entry(member.name, say(member.label), (digest.words_of(telling, member.name),))
        for member in telling.definition.fields
        if isinstance(member, FieldDefinition) and member.overview and member.name not in done
        and given(getattr(telling.case, member.attribute))
    ]  # fmt: skip


def _names(telling: Telling) -> tuple[str, ...]:
    names = digest.organisations(telling)
    if len(names) <= _IN_A_LIST:
        return tuple(names)
    return (_joined(telling, names, "; "),)


def _joined(telling: Telling, names: list[str], comma: str) -> str:
    return ("، " if telling.paper.right_to_left and comma == ", " else comma).join(names)


def _row(telling: Telling, entry: _Entry, styles: blocks.Prose) -> blocks.Row:
    paper = telling.paper
    head = runs(entry.label, paper.look()) + answers.unsettled(telling, entry.field)
    kind = "k" if entry.field in _OF_SEVERAL else "f"
    anchor = paper.anchor(f"ssc_{kind}_{entry.field}")
    alone = entry.field not in _OF_SEVERAL
    paper.places.note(anchor, [entry.field] if alone else [], "answer" if alone else "shown")
    anchored = blocks.bookmarked(paper, anchor, head)
    left = blocks.paragraph("SSCFormLabel", anchored, right_to_left=paper.right_to_left)
    if entry.field == "overview":
        told = _overview(telling, styles)
    else:
        told = _lines(telling, entry, styles)
    return blocks.Row([left, "".join(told)], sum(map(len, entry.lines)))


def _overview(telling: Telling, styles: blocks.Prose) -> list[str]:
    value = telling.case.overview
    if isinstance(value, Answer):
        return [answers.answered(telling, value, styles.paragraph)]
    return blocks.prose(telling.paper, str(value), telling.language, styles)


def _lines(telling: Telling, entry: _Entry, styles: blocks.Prose) -> list[str]:
    """A paragraph for one answer, a list for several of equal rank."""
    turned = telling.paper.right_to_left
    listed = len(entry.lines) > 1 and not entry.heads and entry.field != "start_date"
    style = styles.bullet if listed else styles.paragraph
    heads = [blocks.key(telling.paper, head) for head in entry.heads] or [""] * len(entry.lines)
    return [
        blocks.paragraph(style, head + runs(text, telling.mixed), right_to_left=turned)
        for head, text in zip(heads, entry.lines, strict=True)
    ]


def _picture(telling: Telling, room: float) -> str:
    """The first picture, where the form leaves room for it."""
    height = min(room - 1.4, _TALLEST_PICTURE)
    if height < _LEAST_PICTURE or not telling.pictures:
        return ""
    return pictures.figure(telling, telling.pictures[0], (17.0, height))


LAYOUT = Layout(
    name="overview",
    label=N_("Overview on one page"),
    note=N_("The form of 2010: who with whom, when, with how much, and what came of it."),
    write_one=write,
    carries="printed",
    also_printed=ALSO_PRINTED,
)
