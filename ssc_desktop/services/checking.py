"""A look at a Word document before it is shared, ours or anybody's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ssc_desktop.errors import WordError
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.word import counting

Severity = Literal["error", "advice"]


@dataclass(frozen=True, slots=True)
class Remark:
    """What should be mended, in a sentence for people."""

    severity: Severity
    """`error`: somebody cannot open or read it. `advice`: somebody would read it with less ease."""
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A document that was looked at, and what should be mended; nothing where it is well."""

    path: Path
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> tuple[Remark, ...]:
        """Those that keep somebody from opening or reading it."""
        return tuple(one for one in self.remarks if one.severity == "error")


_ADVICE = frozenset({"alt_long", "merged", "nested", "gap", "blanks", "bare_link", "no_headings"})


def looked_at(path: Path) -> LookedAt:
    """Look at a Word document; a hostile or broken one is named as such and not opened further.

    Raises StorageError where the file is not there.
    """
    try:
        faults = counting.counted(path)
    except WordError as error:
        return LookedAt(path, (Remark("error", "refused", str(error)),))
    found = [
        Remark("advice" if rule in _ADVICE else "error", rule, _sentence(rule, n))
        for rule, n in faults.items()
        if n
    ]
    return LookedAt(path, tuple(sorted(found, key=lambda one: one.severity != "error")))


def _sentence(rule: str, n: int) -> str:
    sentences = {**dict(_of_the_whole()), **dict(_counted(n))}
    return sentences[rule]


def _of_the_whole() -> Iterator[tuple[str, str]]:
    """The sentences in which no number stands."""
    yield (
        "parts",
        _(
            "Word may refuse to open this file: its parts do not fit together. "
            "Open it in the program that made it and save it under a new name."
        ),
    )
    yield (
        "built",
        _(
            "Word may repair this file when it opens it, and leave something out. "
            "Open it in the program that made it and save it under a new name."
        ),
    )
    yield "title", _("The document has no title: give it one under File, Information.")
    yield (
        "language",
        _("The document does not say its language, so it will be read aloud with the wrong voice."),
    )
    yield (
        "no_headings",
        _("A long text without headings: nobody finds the way in it. Use the styles for headings."),
    )
    yield (
        "locked",
        _("The document is for reading only: nobody can enlarge it, comment it or correct it."),
    )


def _counted(n: int) -> Iterator[tuple[str, str]]:
    """The sentences that say how often."""
    told = {
        "alt": ngettext(
            "{n} picture says nothing to those who cannot see it: describe it in a sentence.",
            "{n} pictures say nothing to those who cannot see them: describe each in a sentence.",
            n,
        ),
        "alt_file": ngettext(
            "{n} picture is described by the name of its file: say what it shows.",
            "{n} pictures are described by the names of their files: say what they show.",
            n,
        ),
        "alt_long": ngettext(
            "The description of {n} picture is longer than anybody wants to hear.",
            "The descriptions of {n} pictures are longer than anybody wants to hear.",
            n,
        ),
        "floating": ngettext(
            "{n} picture floats beside the text: put it in line with the text.",
            "{n} pictures float beside the text: put them in line with the text.",
            n,
        ),
        "level": ngettext(
            "{n} heading leaves out a level: a heading 3 stands below a heading 2.",
            "{n} headings leave out a level: a heading 3 stands below a heading 2.",
            n,
        ),
        "empty_heading": ngettext(
            "{n} heading is empty: delete it.", "{n} headings are empty: delete them.", n
        ),
        "pale": ngettext(
            "{n} style or colour of letters is too pale to be read by everybody.",
            "{n} styles or colours of letters are too pale to be read by everybody.",
            n,
        ),
    }
    told |= _of_tables(n)
    yield from ((rule, text.format(n=n)) for rule, text in told.items())


def _of_tables(n: int) -> dict[str, str]:
    return {
        "heading_row": ngettext(
            "{n} table does not say which row is its heading: let the first row repeat.",
            "{n} tables do not say which row is their heading: let the first row repeat.",
            n,
        ),
        "nested": ngettext(
            "{n} table stands within another: nobody can follow it by ear.",
            "{n} tables stand within others: nobody can follow them by ear.",
            n,
        ),
        "merged": ngettext(
            "{n} table has cells that reach over several rows: nobody can follow it by ear.",
            "{n} tables have cells that reach over several rows: nobody can follow them by ear.",
            n,
        ),
        "gap": ngettext(
            "{n} empty paragraph stands for a gap: let the style make the gap.",
            "{n} empty paragraphs stand for gaps: let the styles make the gaps.",
            n,
        ),
        "blanks": ngettext(
            "{n} paragraph is set with a row of blanks: use a tab stop or a table.",
            "{n} paragraphs are set with rows of blanks: use tab stops or a table.",
            n,
        ),
        "bare_link": ngettext(
            "{n} link shows its address: let it say in words where it leads.",
            "{n} links show their addresses: let them say in words where they lead.",
            n,
        ),
    }
