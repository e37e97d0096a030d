"""The built-in manual: chapters with anchors, and where each part of the window leads.

A chapter is a file of `resources/manual/<language>/`: `# Title {#anchor}`, `## Section {#anchor}`,
paragraphs, lists with `-`, **bold**, *italic*, `keys` and [links](#anchor). A chapter that a
language does not have is shown in English.
"""

import functools
import html
import re
from dataclasses import dataclass

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.paths import bundled

_HEADING = re.compile(r"^(#{1,2}) (.+?) \{#([a-z0-9-]+)\}$")
_KEYS = "{{keys}}"
FIRST = "first-steps"

PLACES = {
    "library": "library",
    "bundles": "sharing",
    "inbox": "inbox",
    "laptops": "laptops",
    "station": "station",
    "computers": "computers",
    "activity": "undo-import",
    "arriving": "incoming",
    "columns": "columns-of-others",
    "originals": "originals",
    "document": "documents",
    "form": "forms",
    "table": "tables",
    "check": "check",
    "needs_you": "needs-you",
    "bin": "trash",
    "settings": "settings",
    "start": "libraries",
    "list": "finding",
    "outline": "missing",
    "example": "first-story",
    "guide": "guidance",
    "history": "versions",
    "similar": "similar",
    "comments": "comments",
    "sharing": "leaves",
    "gate": "status",
    "views": "views",
    "backups": "backups",
    "restoring": "restore",
    "bringing_back": "bring-back",
    "moving": "moving",
    "removing": "removing",
    "password": "password",
    "recovery_sheet": "recovery-sheet",
    "door": "forgotten",
    "trouble": "trouble",
    "damage": "damaged",
    "rescued": "not-saved",
    "updates": "updates",
    "practice": "practise",
}
"""Which anchor belongs to a part of the window."""

SECTIONS = {
    "identification": "telling",
    "partners": "partners",
    "context": "telling",
    "inputs": "inputs",
    "process": "adapting",
    "results": "results",
    "lessons": "lessons",
    "evidence": "files",
    "consent": "consent",
}
"""Which anchor belongs to a section of the story."""

FIELDS = {
    "record_depth": "depth",
    "narrative_language": "text-language",
    "as_of_date": "dates",
    "partner": "names",
    "request_origin": "asked",
    "agreement": "decisions",
    "decision_making": "decisions",
    "start_date": "dates",
    "end_date": "dates",
    "budget_disclosure": "money",
    "financial_input": "money",
    "nonfinancial_input": "in-kind",
    "participants_total": "people-count",
    "women": "people-count",
    "youth": "people-count",
    "transaction_cost": "effort",
    "result": "one-result",
    "unintended": "shortfalls",
    "lesson": "lessons",
    "key_challenge": "challenges",
    "reference": "sources",
    "attachment": "picture-words",
    "visibility": "visibility",
    "field_limit": "visibility",
    "consent_record": "agreed",
    "do_no_harm": "harm",
}
"""Which anchor belongs to a question or a group, where it has one of its own."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    anchor: str
    title: str
    text: str
    """Markdown, without the heading."""
    chapter: str
    """The anchor of its chapter."""

    @property
    def is_chapter(self) -> bool:
        """Whether this is the beginning of a chapter."""
        return self.anchor == self.chapter


@functools.lru_cache(maxsize=2)
def sections(language: str) -> tuple[Section, ...]:
    """The manual in a language, in order."""
    folder = bundled("resources") / "manual"
    found: list[Section] = []
    for path in sorted((folder / "en").glob("[0-9]*.md")):
        own = folder / language / path.name
        found += _parsed((own if own.is_file() else path).read_text(encoding="utf-8"))
    return tuple(found)


def _parsed(text: str) -> list[Section]:
    found: list[Section] = []
    chapter, heading, lines = "", ("", ""), list[str]()
    for line in [*text.splitlines(), "# end {#end}"]:
        matched = _HEADING.match(line)
        if matched is None:
            lines.append(line)
            continue
        if heading[0]:
            found.append(Section(*heading, "\n".join(lines).strip(), chapter))
        level, title, anchor = matched.groups()
        chapter = anchor if level == "#" and anchor != "end" else chapter
        heading, lines = (anchor, title), []
    return found


def anchors(language: str) -> frozenset[str]:
    """Every place of the manual that can be gone to."""
    return frozenset(section.anchor for section in sections(language))


def anchor_for(field: str = "", section: str = "", place: str = "") -> str:
    """Where F1 leads: the most exact of what is known."""
    return FIELDS.get(field) or SECTIONS.get(section) or PLACES.get(place) or FIRST


def chapter_of(anchor: str) -> tuple[Section, ...]:
    """All sections of the chapter that `anchor` is in; the first chapter where it is in none."""
    everything = sections(i18n.language())
    chapter = next((one.chapter for one in everything if one.anchor == anchor), FIRST)
    return tuple(one for one in everything if one.chapter == chapter)


def found(words: str) -> tuple[Section, ...]:
    """The sections that hold all `words`, those with a word in their title first."""
    wanted = words.casefold().split()
    hits = [one for one in sections(i18n.language())
            if all(word in f"{one.title} {one.text}".casefold() for word in wanted)]  # fmt: skip
    return tuple(sorted(hits, key=lambda one: not any(w in one.title.casefold() for w in wanted)))


def rich_text(parts: tuple[Section, ...], keys: tuple[tuple[str, str], ...]) -> str:
    """Sections as rich text with their anchors; `keys` fills the table of the keyboard."""
    said: list[str] = []
    for part in parts:
        level = "h1" if part.is_chapter else "h2"
        title = html.escape(part.title)
        said.append(f'<p class="{level}"><a name="{part.anchor}"></a>{title}</p>')
        said += [_block(block, keys) for block in part.text.split("\n\n") if block.strip()]
    return "".join(said)


def _block(block: str, keys: tuple[tuple[str, str], ...]) -> str:
    if block.strip() == _KEYS:
        return _table(keys)
    lines = block.strip().split("\n")
    if lines[0].startswith("- "):
        items = "\n".join(lines).removeprefix("- ").split("\n- ")
        return "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ul>"
    return f"<p>{inline(' '.join(lines))}</p>"


def inline(text: str) -> str:
    """A line of the manual as rich text: keys, **bold**, *italic*, links."""
    said = html.escape(text.replace("\n", " "), quote=False)
    # keys first: what stands in them is no markup, and they run from left to right
    said = re.sub(r"`([^`]+)`", lambda m: f"<code>\u2066\u00a0{_plain(m[1])}\u00a0\u2069</code>",
                  said)  # fmt: skip
    said = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", said)
    said = re.sub(r"(?<!\w)\*(.+?)\*(?!\w)", r"<i>\1</i>", said)
    return re.sub(r"\[([^\]]+)\]\((#[a-z0-9-]+)\)", r'<a href="\2">\1</a>', said)


def _plain(text: str) -> str:
    return text.replace("*", "&#42;").replace("[", "&#91;")


def _table(keys: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(
        f"<tr><td><code>\u2066{html.escape(key)}\u2069</code></td><td>{html.escape(words)}</td></tr>"
        for key, words in keys
    )
    heads = f"<tr><th align='left'>{_('Keys')}</th><th align='left'>{_('What they do')}</th></tr>"
    return f"<table cellspacing='0'>{heads}{rows}</table>"
