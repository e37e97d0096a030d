"""From stories to a document: what is left out, which layout, how far it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.errors import Cancelled, WordError
from ssc_desktop.i18n import N_, _
from ssc_desktop.record import Answer
from ssc_desktop.record.values import given
from ssc_desktop.word import digest, package, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import contents
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.registry import LAYOUTS
from ssc_desktop.word.stories import DocumentCase, Stories
from ssc_desktop.word.wish import DocumentWish, Layout, WritesOne

_CHARACTERS_A_PAGE = 12_000
"""Of markup: what a page of tables and text takes on average."""
_PICTURES_A_PAGE = 3


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    left_out: tuple[str, ...]
    """Plain sentences: what did not go into the document, and why."""
    pages_hint: int
    """About how many pages it has."""
    files: tuple[Path, ...] = ()
    """What was written: the target, or one file for each volume."""


def write(
    cases: Sequence[DocumentCase],
    wish: DocumentWish,
    target: Path,
    *,
    progress: package.Progress | None = None,
    stop: package.Stop | None = None,
) -> Written:
    """Write a Word document of one or several stories as it is wished.

    `cases` may make its stories when they are asked for: each is read a few times, in order, and
    none is kept. `progress` is told how many steps of how many are done; when `stop` says True the
    work ends and the target is as it was.

    Raises Cancelled, ExportError, StorageError, or WordError for a layout or story that cannot be.
    """
    layout = _layout(cases, wish)
    steps = _Steps(2 * len(cases), progress or _silent, stop or _never)
    spoken = wish.language or i18n.language()
    shared = Stories(cases, layout, wish)
    ground = template.read(template.bundled_template())
    with package.DocxStream(_facts(shared, spoken), ground) as stream:
        paper = Paper(stream, spoken)
        if layout.write_one is not None:
            if len(shared) > 1:
                _contents(paper, shared)
            left_out = _stories(paper, shared, layout.write_one, steps)
        stream.save(target, steps.writing, steps.stop)
    steps.progress(steps.total, steps.total)
    return Written(tuple(left_out), _pages(paper, len(shared), layout.name), (target,))


def _layout(cases: Sequence[DocumentCase], wish: DocumentWish) -> Layout:
    layout = LAYOUTS.get(wish.layout)
    if layout is None or not cases:
        raise WordError(
            _("There is no document of this kind to write."),
            advice=_("Choose at least one story and one of the layouts."),
        )
    return layout


def _stories(paper: Paper, shared: Stories, one_layout: WritesOne, steps: "_Steps") -> list[str]:
    """Write all stories; the answer is what was left out of them."""
    several = len(shared) > 1
    pattern = _("{title}: {text}") if several else "{text}"
    left_out: list[str] = []
    for number, one in enumerate(shared, start=1):
        steps.reached(number - 1)
        paper.story = number
        telling, missing = one.telling(paper)
        one_layout(telling, shared.wish, numbered=several)
        if one.carried is not None:
            paper.stream.copies.add(one.identity, one.json)
        sentences = (*one.left_out, *missing)
        left_out += [pattern.format(title=one.title, text=text) for text in sentences]
    steps.reached(len(shared))
    return left_out


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


@dataclass
class _Steps:
    """Progress in one scale: half for the text, half for the file."""

    total: int
    progress: package.Progress
    stop: package.Stop

    def reached(self, done: int) -> None:
        """Tell how far it is, and stop where that is wished."""
        if self.stop():
            raise Cancelled
        self.progress(done, self.total)

    def writing(self, done: int, total: int) -> None:
        """The same, while pictures are written."""
        half = self.total // 2
        self.progress(half + half * done // max(1, total), self.total)


def _facts(shared: Stories, language: str) -> package.DocumentFacts:
    """What the document says about itself: of one story its own, of several their number."""
    words = i18n.translated_in(language)
    one = shared[0].carried or shared[0].case
    title = str(one.title or words.gettext("Story without a title"))
    creators: Iterable[Any] = one.authors if isinstance(one.authors, tuple) else ()
    keywords = one.keywords if isinstance(one.keywords, tuple) else ()
    if len(shared) > 1:
        title, creators, keywords = _count(words, len(shared)), (), ()
    authors = [person.person or person.organisation for person in creators]
    names = [str(n) for n in authors if given(n) and not isinstance(n, Answer)]
    if not names and len(shared) == 1:
        names = digest.organisations_in(one)
    return package.DocumentFacts(
        title=" ".join(title.split()),
        language=language,
        right_to_left=i18n.is_right_to_left(language),
        creator="; ".join(names),
        subject=str(one.short_name or "") if len(shared) == 1 else "",
        keywords=", ".join(map(str, keywords)),
        identity=shared[0].identity if len(shared) == 1 else "",
    )


def _count(words: i18n.Words, n: int) -> str:
    return words.ngettext("{n} case story", "{n} case stories", n).format(n=n)


def _contents(paper: Paper, shared: Stories) -> None:
    entries = []
    for number, one in enumerate(shared, start=1):
        paper.story = number
        telling = Telling(paper, one.case, one.definition, one.language)
        said = (
            digest.title_line(telling)
            if shared.layout.name == "overview"
            else digest.title(telling)
        )
        entries.append((paper.anchor("ssc_story"), said, telling.own))
    contents.write(paper, _count(paper.words, len(shared)), paper.say(N_("Contents")), entries)


def _pages(paper: Paper, n: int, layout: str) -> int:
    if layout == "overview":
        return n + (n > 1)
    pictures = paper.numbers.drawings // _PICTURES_A_PAGE
    return max(n, round(paper.characters / _CHARACTERS_A_PAGE) + pictures) + (n > 1)
