"""From stories to a document: what is left out, which layout, how far it is."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop import i18n, record
from ssc_desktop.errors import Cancelled, WordError
from ssc_desktop.i18n import N_, _
from ssc_desktop.record import Answer, Case, CaseDefinition, record_json
from ssc_desktop.record.clearing import WORD, Readers
from ssc_desktop.record.values import given
from ssc_desktop.word import digest, media, package, sharing, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layouts import contents, overview, story
from ssc_desktop.word.paper import Paper

LAYOUTS: dict[str, Callable[..., None]] = {"overview": overview.write, "story": story.write}

_CHARACTERS_A_PAGE = 12_000
"""Of markup: what a page of tables and text takes on average."""
_PICTURES_A_PAGE = 3


@dataclass(frozen=True, slots=True)
class DocumentCase:
    """A story for a document, what is unsettled in it, and where its pictures are."""

    case: Case
    conflicts: frozenset[str] = frozenset()
    """Paths of fields of which there are two versions: `title`, `result/<item id>/actual`."""
    picture: Callable[[str], Path | None] = lambda _sha256: None
    circle: str = ""
    """Who will read it (a code of `visibility`); "" for as far as the story itself may travel."""
    consents_elsewhere: bool = False
    """The story was taken in, and its consents stayed with whoever sent it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    left_out: tuple[str, ...]
    """Plain sentences: what did not go into the document, and why."""
    pages_hint: int
    """About how many pages it has."""


def write(
    cases: Sequence[DocumentCase],
    layout: str,
    target: Path,
    *,
    language: str = "",
    progress: package.Progress | None = None,
    stop: package.Stop | None = None,
) -> Written:
    """Write a Word document of one or several stories, in a layout and a language.

    `language` is that of labels, dates and codes; "" for the interface's. `progress` is told how
    many steps of how many are done; when `stop` says True the work ends and the target is as it
    was.

    Raises Cancelled, ExportError, StorageError, or WordError for a layout or story that cannot be.
    """
    if layout not in LAYOUTS or not cases:
        raise WordError(
            _("There is no document of this kind to write."),
            advice=_("Choose at least one story and one of the layouts."),
        )
    steps = _Steps(2 * len(cases), progress or _silent, stop or _never)
    spoken = language or i18n.language()
    shared = [_Shared.of(one, layout) for one in cases]
    ground = template.read(template.bundled_template())
    with package.DocxStream(_facts(shared, spoken), ground) as stream:
        paper = Paper(stream, spoken)
        if len(shared) > 1:
            _contents(paper, shared, layout)
        left_out = _stories(paper, shared, layout, steps)
        stream.save(target, steps.writing, steps.stop)
    steps.progress(steps.total, steps.total)
    return Written(tuple(left_out), _pages(paper, len(shared), layout))


def _stories(paper: Paper, shared: Sequence["_Shared"], layout: str, steps: "_Steps") -> list[str]:
    """Write all stories; the answer is what was left out of them."""
    several = len(shared) > 1
    pattern = _("{title}: {text}") if several else "{text}"
    left_out: list[str] = []
    for number, one in enumerate(shared, start=1):
        steps.reached(number - 1)
        paper.story = number
        telling, missing = _telling(paper, one)
        LAYOUTS[layout](telling, numbered=several)
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


@dataclass(frozen=True)
class _Shared:
    """A story as the document's readers may see it."""

    case: Case
    definition: CaseDefinition
    source: DocumentCase
    left_out: tuple[str, ...]
    carried: Case
    """What of it the file carries as data and says about itself: no more than its pages show."""

    @classmethod
    def of(cls, one: DocumentCase, layout: str) -> "_Shared":
        definition = _definition(type(one.case))
        circle = one.circle or sharing.circle_of(one.case)
        readers = Readers(circle, WORD, one.consents_elsewhere)
        kept, left_out = sharing.shared(one.case, definition, readers)
        carried = kept
        if layout == "overview":
            carried = sharing.printed(kept, definition, overview.ALSO_PRINTED)
        return cls(kept, definition, one, left_out, carried)

    @property
    def json(self) -> str:
        """The record as JSON, without blanks: nobody reads the machine copy."""
        written = record_json.written(self.carried, self.definition.fields)
        return json.dumps(written, ensure_ascii=False, separators=(",", ":"))

    @property
    def identity(self) -> str:
        return str(self.case.case_uuid or "")

    @property
    def title(self) -> str:
        return str(self.case.title or "")

    @property
    def language(self) -> str:
        said = self.case.narrative_language
        return "en" if said is None or isinstance(said, Answer) else str(said)


def _definition(case_type: type[Case]) -> CaseDefinition:
    if case_type is Case:
        return record.CASE
    return record.definition_of(case_type)


def _facts(shared: Sequence[_Shared], language: str) -> package.DocumentFacts:
    """What the document says about itself: of one story its own, of several their number."""
    words = i18n.translated_in(language)
    one = shared[0].carried
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


def _contents(paper: Paper, shared: Sequence[_Shared], layout: str) -> None:
    entries = []
    for number, one in enumerate(shared, start=1):
        paper.story = number
        telling = Telling(paper, one.case, one.definition, one.language)
        said = digest.title_line(telling) if layout == "overview" else digest.title(telling)
        entries.append((paper.anchor("ssc_story"), said, telling.own))
    contents.write(paper, _count(paper.words, len(shared)), paper.say(N_("Contents")), entries)


def _telling(paper: Paper, one: _Shared) -> tuple[Telling, list[str]]:
    """The story ready to be written, and sentences about pictures that cannot be."""
    references = one.case.reference if isinstance(one.case.reference, tuple) else ()
    numbers = {item.id: number for number, item in enumerate(references, start=1)}
    telling = Telling(
        paper, one.case, one.definition, one.language,
        frozenset(_path(path) for path in one.source.conflicts), numbers,
    )  # fmt: skip
    missing = []
    attachments = one.case.attachment if isinstance(one.case.attachment, tuple) else ()
    for item in attachments:
        if not str(item.media_type or "image/").startswith("image/") or not item.sha256:
            continue
        path = one.source.picture(item.sha256)
        found = media.inspected(item.sha256, path) if path is not None and path.is_file() else None
        if found is not None:
            telling.pictures.append((item, found))
        else:
            name = str(item.caption or item.file_name or item.sha256[:12])
            missing.append(
                _("The picture “{name}” cannot be shown and was left out.").format(name=name)
            )
    return telling, missing


def _path(path: object) -> str:
    return "/".join(map(str, path)) if isinstance(path, tuple) else str(path)


def _pages(paper: Paper, n: int, layout: str) -> int:
    if layout == "overview":
        return n + (n > 1)
    pictures = paper.numbers.drawings // _PICTURES_A_PAGE
    return max(n, round(paper.characters / _CHARACTERS_A_PAGE) + pictures) + (n > 1)
