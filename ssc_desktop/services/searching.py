"""Searching folders for bundles and documents, by their names; they are looked at later."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.i18n import _

_ENDINGS = (".sscz", ".sscz.age")
_OF_TABLES = "_base.json"
"""What lies in a folder of tables of this program."""
_DOCUMENTS = (".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".json")
_DEEPEST = 4
"""Folders in folders that are looked into; what lies deeper is meant for something else."""
_MOST = 50_000
"""Files and folders looked at: a whole disk chosen by mistake ends soon."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Where bundles are.

    Attributes:
        files: each once, in the order given; those of a folder by name.
        empty: folders without any.
    """

    files: tuple[Path, ...]
    empty: tuple[Path, ...]


def bundles_in(sources: Sequence[Path]) -> FoundFiles:
    """The files among `sources`, and the bundles in the folders among them."""
    files: dict[Path, Path] = {}
    empty = []
    for source in sources:
        found = sorted(_within(source, is_bundle_name)) if source.is_dir() else [source]
        if not found:
            empty.append(source)
        for path in found:
            files.setdefault(path.resolve(), path)
    return FoundFiles(tuple(files.values()), tuple(empty))


def files_in(sources: Sequence[Path]) -> FoundFiles:
    """The files among `sources`, and the bundles, documents and tables in the folders among them.

    A folder that this program filled with the tables of stories counts as one file.
    """
    files: dict[Path, Path] = {}
    empty = []
    for source in sources:
        found = _files_within(source) if source.is_dir() else [source]
        if not found:
            empty.append(source)
        for path in found:
            files.setdefault(path.resolve(), path)
    return FoundFiles(tuple(files.values()), tuple(empty))


def _files_within(folder: Path) -> list[Path]:
    found = sorted({*_within(folder, is_bundle_name), *documents_in(folder)})
    ours = {path.parent for path in found if path.name == _OF_TABLES}
    alone = [path for path in found if path.parent not in ours or is_bundle_name(path.name)]
    return sorted([*alone, *ours])


def documents_in(folder: Path) -> tuple[Path, ...]:
    """The documents, forms and tables in a folder, by name; none that Word only holds open."""
    return tuple(sorted(_within(folder, is_document_name)))


def is_document_name(name: str) -> bool:
    """Whether a file is called as documents, forms and tables are."""
    return name.lower().endswith(_DOCUMENTS) and not name.startswith((".", "~$"))


def is_bundle_name(name: str) -> bool:
    """Whether a file is called as bundles are."""
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def _within(folder: Path, is_wanted: Callable[[str], bool]) -> Iterator[Path]:
    looked_at = 0
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(one for one in folders if depth + 1 < _DEEPEST and one[0] != ".")
        looked_at += len(names) + len(folders)
        wanted = (Path(place) / name for name in names if is_wanted(name))
        # a pipe laid there would be waited for without end
        yield from (path for path in wanted if path.is_file())
        if looked_at > _MOST:
            return


def nothing_in(folder: Path) -> tuple[str, str]:
    """What to say of a folder without bundles, in two sentences."""
    return (
        _("There is no bundle in the folder “{name}”.").format(name=folder.name or str(folder)),
        _("Names of bundles end in .sscz or .sscz.age."),
    )


def size_of(path: Path) -> int:
    """The size of a file; 0 where it is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
