"""A document as somebody wants it: which pages, how, and how such a one was wanted last."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop import i18n
from ssc_desktop.i18n import N_, _, ngettext
from ui.viewmodels import wording

if TYPE_CHECKING:
    from ssc_desktop.services.documents import DocumentWish
    from ssc_desktop.settings import Settings

WORD, PDF, OFFICE = "word", "pdf", "office"
"""A Word file, a PDF by this program, a PDF by the office program on this computer."""
FORM, BOOK, TABLE = "form", "book", "table"
_FORM_LABEL = N_("Form to complete")
_FORM_NOTE = N_("Asks somebody in Word, or on paper, for what the story lacks.")
_TABLE_LABEL = N_("Spreadsheet")
_TABLE_NOTE = N_("All answers in rows and columns, for Excel. It can be taken in again.")
_USUAL = ("story", "overview")
_KEPT = frozenset(
    {"language", "file", "house", "title", "foreword", "participants", "volumes", "page_numbers",
     "ask", "protect", "receiver", "depth", "table"}
)  # fmt: skip
"""What is remembered of a document for the next one of the same layout."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be made of which stories."""

    ids: tuple[str, ...]
    """None for a blank form."""
    layout: str = "story"
    file: str = WORD
    language: str = ""
    """Of labels and dates; "" for the interface's."""
    house: bool = False
    """In the organisation's own look."""
    title: str = ""
    foreword: str = ""
    participants: str = ""
    """A line each."""
    full: frozenset[str] = frozenset()
    volumes: bool = False
    page_numbers: str = ""
    ask: str = "missing"
    receiver: str = ""
    """For whom a form is."""
    protect: bool = False
    table: str = "xlsx"
    """`xlsx`, `csv` or `json`."""
    everything: bool = False
    """A spreadsheet for oneself, with contacts and consents."""
    depth: str = "overview"
    """How much a blank form asks: `overview` or `full_story`."""

    @property
    def is_several_forms(self) -> bool:
        """Whether it makes a form for each story, in a folder."""
        return self.layout == FORM and len(self.ids) > 1

    @property
    def is_blank(self) -> bool:
        """Whether it is a form without any story."""
        return not self.ids


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of document that can be made."""

    name: str
    label: str
    """For people, to be translated."""
    note: str
    """A sentence on what it is good for, to be translated."""


def layouts(n: int) -> tuple[Kind, ...]:
    """What can be made of so many stories, in the order in which it is offered."""
    from ssc_desktop.services.documents import LAYOUTS

    fitting = [
        Kind(one.name, one.label, one.note)
        for one in LAYOUTS.values()
        if one.name != FORM and one.least <= n and (not one.most or n <= one.most)
    ]
    form, table = Kind(FORM, _FORM_LABEL, _FORM_NOTE), Kind(TABLE, _TABLE_LABEL, _TABLE_NOTE)
    return (*fitting, form, table)


def begun(settings: "Settings", ids: tuple[str, ...], layout: str = "") -> Order:
    """A document as it was wanted last, of these stories; `layout` where one is meant."""
    if not ids:
        return with_layout(Order(ids, ask=""), FORM, settings)
    possible = [one.name for one in layouts(len(ids))]
    last = [str(one.get("layout", "")) for one in _profiles(settings)]
    wanted = (layout, *last, *_USUAL)
    chosen = next((one for one in wanted if one in possible), possible[0])
    return with_layout(Order(ids), chosen, settings)


def with_layout(order: Order, layout: str, settings: "Settings") -> Order:
    """The same stories in another layout, as that one was wanted last."""
    kept = next((one for one in _profiles(settings) if one.get("layout") == layout), {})
    usual = Order(order.ids, layout, ask="" if order.is_blank else "missing")
    known = {
        name: value
        for name, value in kept.items()
        if name in _KEPT and type(value) is type(getattr(usual, name))
    }
    if order.is_blank:
        known.pop("ask", None)
    return dataclasses.replace(usual, **known)


def with_file(order: Order, file: str) -> Order:
    """The same as another sort of file."""
    return dataclasses.replace(order, file=file)


def remembered(settings: "Settings", order: Order) -> tuple[str, ...]:
    """The preferences' `documents`, with this one first."""
    mine: dict[str, Any] = {"layout": order.layout}
    mine |= {name: getattr(order, name) for name in sorted(_KEPT)}
    others = [one for one in _profiles(settings) if one.get("layout") != order.layout]
    return tuple(json.dumps(one, ensure_ascii=False) for one in (mine, *others))


def _profiles(settings: "Settings") -> list[dict[str, Any]]:
    found = []
    for written in settings.documents:
        try:
            read = json.loads(written)
        except ValueError:
            continue  # written by hand
        if isinstance(read, dict):
            found.append(read)
    return found


def wish(order: Order, template: Path | None, *, native_digits: bool = False) -> "DocumentWish":
    """What the writer is asked for; figures in the digits of its language, or western ones."""
    from ssc_desktop.services.documents import DocumentWish

    lines = (one.strip() for one in order.participants.splitlines())
    return DocumentWish(
        layout=order.layout,
        language=order.language,
        template=template if order.house else None,
        title=order.title.strip(),
        full=order.full,
        foreword=order.foreword.strip(),
        participants=tuple(one for one in lines if one),
        volumes=order.volumes,
        page_numbers=order.page_numbers,  # type: ignore[arg-type]  # one of its three
        digits="native" if native_digits else "",
        protect=order.protect,
        ask=order.ask,  # type: ignore[arg-type]  # one of its two
    )


# ------------------------------------------------------------ words

TABLES = {"xlsx": N_("Excel"), "csv": N_("CSV"), "json": N_("JSON")}
_ENDINGS = {"xlsx": ".xlsx", "csv": ".zip", "json": ".json"}
FILES = {WORD: N_("Word"), PDF: N_("PDF"), OFFICE: N_("PDF, pages as in Word")}
PAGE_NUMBERS = {
    "": N_("None"), "ask": N_("Word fills them in"), "exact": N_("Exact, now"),
}  # fmt: skip
PAGE_NUMBER_NOTES = {
    "": N_("The contents lead to each story with a click."),
    "ask": N_("Word asks when the book is opened. Say yes."),
    "exact": N_("LibreOffice counts the pages. This takes longer."),
}
DEPTHS = {"overview": N_("The short form"), "full_story": N_("The whole story")}
ASKS = {"missing": N_("Only what is missing"), "": N_("Everything")}


def about(order: Order, titles: tuple[str, ...]) -> str:
    """Of which stories it is made, in a line."""
    if order.is_blank:
        return _("For somebody without this program: it is filled in with Word or LibreOffice, or "
                 "on paper.")  # fmt: skip
    if len(titles) == 1:
        return titles[0]
    return wording.stories(len(order.ids))


def languages() -> list[tuple[str, str]]:
    """The languages of labels, each by its own name; the interface's first."""
    here = i18n.language()
    return sorted(i18n.LANGUAGES.items(), key=lambda one: one[0] != here)


def suffix(order: Order) -> str:
    """How the name of the file ends."""
    if order.layout == TABLE:
        return _ENDINGS[order.table]
    return ".docx" if order.file == WORD else ".pdf"


def kinds(order: Order) -> str:
    """What the file is, for the system's dialog."""
    if order.layout == TABLE:
        named = {"xlsx": _("Excel workbooks (*.xlsx)"), "csv": _("Tables of text in a ZIP (*.zip)"),
                 "json": _("JSON files (*.json)")}  # fmt: skip
        return named[order.table]
    return _("Word documents (*.docx)") if order.file == WORD else _("PDF (*.pdf)")


def make_words(order: Order) -> str:
    """What the button says that makes it."""
    if order.layout == TABLE:
        return _("Make the spreadsheet…")
    if order.file != WORD:
        return _("Make the PDF…")
    return _("Make the form…") if order.layout == FORM else _("Make the document…")


def ready(order: Order, name: str, n: int, files: int = 1) -> str:
    """What was made of `n` stories, in a sentence; the name is that of the first file."""
    if files > 1 and not order.is_several_forms:
        said = _("The book is ready in {n} volumes: {name} and those beside it.")
        return said.format(n=files, name=name)
    if order.is_several_forms:
        said = ngettext("{n} form is ready in {name}.", "{n} forms are ready in {name}.", n)
        return said.format(n=n, name=name)
    if order.layout == TABLE:
        return _("The spreadsheet is ready: {name}.").format(name=name)
    if order.file != WORD:
        return _("The PDF is ready: {name}.").format(name=name)
    if order.layout == FORM:
        return _("The form is ready: {name}.").format(name=name)
    return _("The Word document is ready: {name}.").format(name=name)


def doing_words(order: Order) -> str:
    """What is being done while it is made."""
    if order.layout == TABLE:
        return _("Making the spreadsheet…")
    if order.file != WORD:
        return _("Making the PDF…")
    return _("Making the form…") if order.layout == FORM else _("Making the Word document…")
