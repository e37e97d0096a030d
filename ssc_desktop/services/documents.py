"""Stories as Word documents."""

from collections.abc import Sequence
from pathlib import Path

from ssc_desktop import i18n
from ssc_desktop import word as word_writer
from ssc_desktop.services import cases
from ssc_desktop.services.answers import Made, Progress, Stop
from ssc_desktop.store import blobs
from ssc_desktop.store.library import Library

LAYOUTS = ("overview", "story")


def word(  # noqa: PLR0913 - what, how, where, in which language, and how it is followed
    library: Library,
    ids: Sequence[str],
    layout: str,
    target: Path,
    *,
    language: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Made:
    """Write stories as one Word document; drafts are saved first.

    Raises NotFound, WordError, ExportError or StorageError; the old file is then as it was.
    """

    def path_of(sha256: str) -> Path | None:
        path = blobs.path_of(library.attachments, sha256)
        return path if path.is_file() else None

    documents = []
    for case_id in ids:
        cases.save(library, case_id)
        opened = cases.opened(library, case_id)
        documents.append(
            word_writer.DocumentCase(opened.case, frozenset(opened.conflicts), path_of)
        )
    written = word_writer.write(
        documents,
        layout,
        target,
        language=language or i18n.language(),
        progress=progress,
        stop=stop,
    )
    pictures = 0
    return Made(target, len(documents), pictures, target.stat().st_size, written.left_out)
