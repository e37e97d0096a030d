from pathlib import Path

import pytest

from ssc_desktop import services
from ssc_desktop.errors import LibraryLocked
from ssc_desktop.services.removing import Belongings, belongings, remove
from ssc_desktop.store import key_slots


def _closed(folder: Path) -> Belongings:
    """A library with a story, a photo, a backup and a rescue file, and what belongs to it."""
    library = services.libraries.opened(folder, config=folder.parent / "config")
    identity, _changes = services.cases.created(library, "en", {"title": "Rice and fish"})
    photo = folder / "attachments" / "3f" / ("3f" * 32)
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo of the partners")
    opened = services.cases.opened(library, identity)
    services.rescue.write(opened.case, {})
    services.backing_up.make(library, "asked")
    found = belongings(library)
    library.close()
    return found


def test_nothing_of_a_library_stays(tmp_path: Path) -> None:
    found = _closed(tmp_path / "library")
    assert len(list(services.rescue.files())) == 1

    assert remove(found) == 0

    assert not (tmp_path / "library").exists()
    assert list(services.rescue.files()) == []
    assert not any((tmp_path / "config").rglob(found.library))


def test_what_others_laid_there_stays(tmp_path: Path) -> None:
    found = _closed(tmp_path / "library")
    letter = tmp_path / "library" / "letter.docx"
    letter.write_text("Dear Amina")

    assert remove(found) == 1

    assert [*(tmp_path / "library").rglob("*")] == [letter]


def test_rescue_files_of_other_libraries_stay(tmp_path: Path) -> None:
    found = _closed(tmp_path / "library")
    _closed(tmp_path / "other")

    remove(found)

    assert len(list(services.rescue.files())) == 1
    assert services.known.holds_library(tmp_path / "other")


def test_an_open_library_is_not_removed(tmp_path: Path) -> None:
    found = _closed(tmp_path / "library")
    library = services.libraries.opened(tmp_path / "library", config=tmp_path / "config")

    with pytest.raises(LibraryLocked):
        remove(found)

    library.close()
    services.libraries.opened(tmp_path / "library", config=tmp_path / "config").close()


def test_the_keys_of_a_protected_library_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _closed(tmp_path / "library")
    monkeypatch.setattr(key_slots, "_WORK", 10)
    services.protecting.protect(tmp_path / "library", "rain boat seven")
    gone: list[str] = []

    def seen(_done: int, _of: int) -> None:
        gone.append(" ".join(sorted(one.name for one in (tmp_path / "library").rglob("*.key"))))

    remove(found, seen)

    assert set(gone) == {""}
    assert not (tmp_path / "library").exists()
