"""Stories as Word documents."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import overload

from ssc_desktop import word as word_writer
from ssc_desktop.at_rest import KeptFile
from ssc_desktop.errors import InvalidInput, go_on
from ssc_desktop.i18n import _
from ssc_desktop.record import Case, clearing
from ssc_desktop.record.clearing import Held
from ssc_desktop.services import cases, holding, leaving
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.store import blobs, truth
from ssc_desktop.store.library import Library

LAYOUTS = word_writer.LAYOUTS
DocumentWish = word_writer.DocumentWish
DocumentCase = word_writer.DocumentCase

_KEPT = 100
"""So many stories stay in memory while they are written."""


def word(  # noqa: PLR0913 - what, how, where, for whom, and how it is followed
    library: Library,
    ids: Sequence[str],
    wish: DocumentWish,
    target: Path,
    *,
    circle: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories as a Word document as it is wished; drafts are saved first.

    `circle` says who will read it; "" for as far as each story itself may go. A story that may not
    go so far, or whose words still name somebody who took the consent back, is left out.

    Raises NotFound, InvalidInput where no story is left, WordError, ExportError or StorageError;
    the old file is then as it was.
    """
    documents = _Documents(library, circle)
    stay: list[str] = []
    for case_id in ids:
        go_on(stop)
        stay += documents.add(case_id)
    if ids and not documents:
        raise InvalidInput(
            _("There is nothing that may leave this computer."), advice=" ".join(stay)
        )
    written = word_writer.write(documents, wish, target, progress=progress, stop=stop)
    size = sum(path.stat().st_size for path in written.files)
    left_out = (*stay, *written.left_out)
    return Made(written.files[0], len(documents), 0, size, left_out, written.files)


class _Documents(Sequence[DocumentCase]):
    """The stories of a document; beyond the first, each is read when its turn has come."""

    def __init__(self, library: Library, circle: str) -> None:
        self._library = library
        self._circle = circle
        self._ids: list[str] = []
        self._kept: list[DocumentCase] = []

    def add(self, case_id: str) -> list[str]:
        """Take a story, or say why it stays here."""
        one, why = for_readers(self._library, case_id, self._circle)
        if one is not None:
            self._ids.append(case_id)
            if len(self._kept) < _KEPT:
                self._kept.append(one)
        return why

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, number: int) -> DocumentCase: ...
    @overload
    def __getitem__(self, number: slice) -> list[DocumentCase]: ...
    def __getitem__(self, number: int | slice) -> DocumentCase | list[DocumentCase]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < len(self._kept):
            return self._kept[number]
        one, why = for_readers(self._library, self._ids[number], self._circle)
        if one is None:
            raise InvalidInput(
                _("A story may no longer leave this computer; it changed while it was written."),
                advice=" ".join(why),
            )
        return one


def for_readers(
    library: Library, case_id: str, circle: str = ""
) -> tuple[DocumentCase | None, list[str]]:
    """A story as a document takes it, its draft saved; or None, and sentences why it stays here.

    Raises NotFound or StorageError.
    """

    def file_of(sha256: str) -> KeptFile | None:
        held = blobs.file_of(library.attachments, sha256)
        return held if held.is_there() else None

    cases.save(library, case_id)
    opened = cases.opened(library, case_id)
    with library.reading() as connection:
        elsewhere = holding.consents_elsewhere(connection, case_id)
        closest = holding.as_closest(connection, opened.case)
        # the id of a private save is a hash of it: a short answer could be guessed by that
        shown = set(truth.cut_ids(connection, truth.roots_of(case_id)[0]))
    readers = circle or clearing.circle_of(closest)
    why = leaving.stays_out(closest, readers)
    if why is not None:
        return None, _told(opened.case, why)
    base = tuple(one for one in json.loads(opened.base) if one in shown)
    conflicts = frozenset(opened.conflicts)
    return DocumentCase(opened.case, conflicts, file_of, readers, elsewhere, base), []


def _told(case: Case, why: tuple[Held, ...]) -> list[str]:
    title = str(case.title or _("Story without a title"))
    pattern = _("{title}: {text}")
    texts = list(clearing.sentences(why)) or [_("This story may not go as far as these readers.")]
    return [pattern.format(title=title, text=text) for text in texts]
