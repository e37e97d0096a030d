"""The stories of a document, each as its readers may see it, made when its turn has come."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from ssc_desktop import i18n, record
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.i18n import _
from ssc_desktop.record import Answer, Case, CaseDefinition, record_json
from ssc_desktop.record.clearing import WORD, Readers
from ssc_desktop.word import media, sharing
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.wish import DocumentWish, Outline


@dataclass(frozen=True, slots=True)
class DocumentCase:
    """A story for a document, what is unsettled in it, and where its pictures are."""

    case: Case
    conflicts: frozenset[str] = frozenset()
    """Paths of fields of which there are two versions: `title`, `result/<item id>/actual`."""
    picture: Callable[[str], KeptFile | None] = lambda _sha256: None
    circle: str = ""
    """Who will read it (a code of `visibility`); "" for as far as the story itself may travel."""
    consents_elsewhere: bool = False
    """The story was taken in, and its consents stayed with whoever sent it."""
    base: tuple[str, ...] = ()
    """Ids of the cuts that the author's screen showed; a document that comes back is an edit of
    them."""


@dataclass(frozen=True)
class SharedStory:
    """A story as the document's readers may see it."""

    case: Case
    definition: CaseDefinition
    source: DocumentCase
    left_out: tuple[str, ...]
    """Plain sentences about what the readers may not see."""
    carried: Case | None
    """What of it the file carries as data and says about itself: no more than its pages show."""

    @classmethod
    def of(cls, one: DocumentCase, layout: Outline, wish: DocumentWish) -> "SharedStory":
        """The story without what the readers of the document may not see."""
        definition = _definition(type(one.case))
        circle = one.circle or sharing.circle_of(one.case)
        readers = Readers(circle, WORD, one.consents_elsewhere)
        kept, left_out = sharing.shared(one.case, definition, readers)
        carried = None
        if layout.carries == "all" or (layout.tells_full and str(kept.case_uuid) in wish.full):
            carried = kept
        elif layout.carries == "printed":
            carried = sharing.printed(kept, definition, layout.also_printed)
        return cls(kept, definition, one, left_out, carried)

    @property
    def json(self) -> str:
        """What the file carries as JSON, without blanks: nobody reads it; "" for nothing."""
        if self.carried is None:
            return ""
        written = record_json.written(self.carried, self.definition.fields)
        return json.dumps(written, ensure_ascii=False, separators=(",", ":"))

    @property
    def identity(self) -> str:
        """The id of the story."""
        return str(self.case.case_uuid or "")

    @property
    def title(self) -> str:
        """The story's title as it stands in the record."""
        return str(self.case.title or "")

    @property
    def language(self) -> str:
        """The language of the narrative."""
        said = self.case.narrative_language
        return "en" if said is None or isinstance(said, Answer) else str(said)

    def told(self, missing: Iterable[str] = (), *, several: bool) -> list[str]:
        """What was left out of the story, with its title where there are others."""
        pattern = _("{title}: {text}") if several else "{text}"
        return [pattern.format(title=self.title, text=text) for text in (*self.left_out, *missing)]

    def telling(self, paper: Paper) -> tuple[Telling, list[str]]:
        """The story ready to be written, and sentences about pictures that cannot be."""
        references = self.case.reference if isinstance(self.case.reference, tuple) else ()
        numbers = {item.id: number for number, item in enumerate(references, start=1)}
        telling = Telling(
            paper, self.case, self.definition, self.language,
            frozenset(_path(path) for path in self.source.conflicts), numbers,
        )  # fmt: skip
        return telling, self._pictures(telling)

    def _pictures(self, telling: Telling) -> list[str]:
        """Add the pictures that Word can show to a telling; the others are told."""
        missing = []
        attachments = self.case.attachment if isinstance(self.case.attachment, tuple) else ()
        for item in attachments:
            if not str(item.media_type or "image/").startswith("image/") or not item.sha256:
                continue
            file = self.source.picture(item.sha256)
            whole = file is not None and file.is_there()
            found = media.inspected(item.sha256, file) if whole and file is not None else None
            if found is not None:
                telling.pictures.append((item, found))
            else:
                name = str(item.caption or item.file_name or item.sha256[:12])
                missing.append(
                    _("The picture “{name}” cannot be shown and was left out.").format(name=name)
                )
        return missing


class Stories(Sequence[SharedStory]):
    """The stories of a document in their order; the one read last is kept, the others are not."""

    def __init__(self, cases: Sequence[DocumentCase], layout: Outline, wish: DocumentWish) -> None:
        self.layout = layout
        self.wish = wish
        self._cases = cases
        self._last: tuple[int, SharedStory] | None = None

    @property
    def language(self) -> str:
        """Of labels, dates and codes."""
        return self.wish.language or i18n.language()

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[SharedStory]:
        return (self[number] for number in range(len(self)))

    @overload
    def __getitem__(self, number: int) -> SharedStory: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[SharedStory]: ...
    def __getitem__(self, number: int | slice) -> SharedStory | Sequence[SharedStory]:
        if isinstance(number, slice):
            return Stories(self._cases[number], self.layout, self.wish)
        if self._last is None or self._last[0] != number:
            self._last = (number, SharedStory.of(self._cases[number], self.layout, self.wish))
        return self._last[1]


def _definition(case_type: type[Case]) -> CaseDefinition:
    if case_type is Case:
        return record.CASE
    return record.definition_of(case_type)


def _path(path: object) -> str:
    return "/".join(map(str, path)) if isinstance(path, tuple) else str(path)
