"""Stories as Word documents."""

import json
from collections.abc import Sequence
from pathlib import Path

from ssc_desktop import word as word_writer
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ssc_desktop.record import Case, clearing
from ssc_desktop.record.clearing import Held
from ssc_desktop.services import cases, holding, leaving
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library

LAYOUTS = word_writer.LAYOUTS
DocumentWish = word_writer.DocumentWish


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

    def path_of(sha256: str) -> Path | None:
        path = blobs.path_of(library.attachments, sha256)
        return path if path.is_file() else None

    documents = []
    stay: list[str] = []
    for case_id in ids:
        cases.save(library, case_id)
        opened = cases.opened(library, case_id)
        with library.reading() as connection:
            elsewhere = holding.consents_elsewhere(connection, case_id)
            closest = holding.as_closest(connection, opened.case)
        readers = circle or clearing.circle_of(closest)
        why = leaving.stays_out(closest, readers)
        if why is not None:
            stay += _told(opened.case, why)
            continue
        conflicts = frozenset(opened.conflicts)
        documents.append(
            word_writer.DocumentCase(
                opened.case, conflicts, path_of, readers, elsewhere, tuple(json.loads(opened.base))
            )
        )
    if ids and not documents:
        raise InvalidInput(
            _("There is nothing that may leave this computer."), advice=" ".join(stay)
        )
    written = word_writer.write(documents, wish, target, progress=progress, stop=stop)
    pictures = 0
    return Made(target, len(documents), pictures, target.stat().st_size, (*stay, *written.left_out))


def _told(case: Case, why: tuple[Held, ...]) -> list[str]:
    title = str(case.title or _("Story without a title"))
    pattern = _("{title}: {text}")
    texts = list(clearing.sentences(why)) or [_("This story may not go as far as these readers.")]
    return [pattern.format(title=title, text=text) for text in texts]
