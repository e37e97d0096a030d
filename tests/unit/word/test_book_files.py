"""Volumes, page numbers, and how the files of a book come to be."""

import dataclasses
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import word
from ssc_desktop.errors import Cancelled, ExportError, WordError
from ssc_desktop.word import DocumentCase, DocumentWish, lint
from ssc_desktop.word.book import volumes
from tests.unit.word import stories
from tests.unit.word.books import (
    W,
    body_of,
    book,
    entries_of,
    headings,
    identity,
    learning,
    plain,
    samples,
)


def test_a_large_book_comes_in_volumes_that_are_whole_books(tmp_path: Path) -> None:
    cases = [plain(number, partner=learning("UGA")) for number in range(1, 153)]

    made = book(cases, tmp_path / "book.docx", volumes=True)

    assert [path.name for path in made.files] == ["book-1.docx", "book-2.docx"]
    assert not (tmp_path / "book.docx").exists()
    assert [lint.remarks(path) for path in made.files] == [[], []]
    assert [len(headings(path, "SSCStoryHeading")) for path in made.files] == [150, 2]
    # the contents go on: each names what the others hold
    assert [len(headings(path, "TOC2")) for path in made.files] == [152, 152]
    assert "Volume 2 of 2: AFR-151 to AFR-152" in headings(made.files[1], "SSCCoverLine")


def test_a_small_book_in_volumes_keeps_its_name(tmp_path: Path) -> None:
    made = book([plain(1)], tmp_path / "book.docx", volumes=True)

    assert made.files == (tmp_path / "book.docx",)


def test_a_volume_ends_before_it_is_too_large_for_mail() -> None:
    (entry,) = entries_of([plain(1)])
    heavy = dataclasses.replace(entry, weight=60_000_000)

    assert [len(share) for share in volumes.parted([heavy, entry, heavy, heavy])] == [2, 1, 1]


def test_no_other_layout_comes_in_volumes(tmp_path: Path) -> None:
    with pytest.raises(WordError, match="does not come in volumes"):
        word.write(
            [DocumentCase(plain(1))], DocumentWish("story", "en", volumes=True), tmp_path / "s.docx"
        )


@pytest.mark.parametrize(("numbers", "asks"), [("", False), ("ask", True)])
def test_word_asks_about_page_numbers_only_where_that_was_wished(
    numbers: Any, asks: bool, tmp_path: Path
) -> None:
    book([plain(1)], tmp_path / "b.docx", page_numbers=numbers)

    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        assert (b"updateFields" in archive.read("word/settings.xml")) is asks
    instruction = next(body_of(tmp_path / "b.docx").iter(f"{W}instrText"))
    assert (" \\n " in str(instruction.text)) is not asks


def test_beyond_twenty_stories_only_bookmarks_with_links_are_set(tmp_path: Path) -> None:
    cases = [plain(number, overview="Seeds.") for number in range(1, 22)]

    book(cases, tmp_path / "b.docx", full=frozenset([identity(1)]))

    body = body_of(tmp_path / "b.docx")
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert marks == {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}


# ---------------------------------------------------------------- writing


def test_the_same_stories_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.docx", "two.docx"):
        book(samples(), tmp_path / name, full=frozenset([samples()[0].case_uuid]))

    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


@pytest.mark.parametrize("after", [0, 3, 40, 200, 900])
def test_stopping_a_book_leaves_every_volume_as_it_was(after: int, tmp_path: Path) -> None:
    cases = [plain(number) for number in range(1, 153)]
    old = [tmp_path / "book-1.docx", tmp_path / "book-2.docx"]
    for path in old:
        path.write_bytes(b"the old one")
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        word.write(
            [DocumentCase(case) for case in cases], DocumentWish("book", "en", volumes=True),
            tmp_path / "book.docx", stop=stop,
        )  # fmt: skip

    assert [path.read_bytes() for path in old] == [b"the old one", b"the old one"]
    assert sorted(tmp_path.iterdir()) == old


def test_a_long_story_asks_often_whether_to_stop(tmp_path: Path) -> None:
    """Between two stories may lie minutes of a poor machine; between two blocks not."""
    asked = []

    def stop() -> bool:
        asked.append(True)
        return False

    case = stories.full(items=60)
    word.write(
        [stories.document_case(case)], DocumentWish("story", "en"), tmp_path / "s.docx", stop=stop
    )

    assert len(asked) > 60


def test_a_target_that_cannot_be_replaced_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "book-2.docx").mkdir()
    cases = [plain(number) for number in range(1, 153)]

    with pytest.raises(ExportError, match=r"book-2\.docx"):
        book(cases, tmp_path / "book.docx", volumes=True)

    assert [path.name for path in tmp_path.iterdir()] == ["book-2.docx"]


_KILLED = """
import os, signal, sys
from pathlib import Path
from ssc_desktop import word
from ssc_desktop.record import Case

asked = 0

def stop():
    global asked
    asked += 1
    if asked == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return False

cases = [word.DocumentCase(Case(title=f"Rice {n}", overview="Seeds. " * 400)) for n in range(30)]
word.write(cases, word.DocumentWish("book", "en"), Path(sys.argv[1]), stop=stop)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", [5, 100])
def test_a_power_cut_leaves_the_old_book(moment: int, tmp_path: Path) -> None:
    target = tmp_path / "book.docx"
    target.write_bytes(b"the old one")

    done = subprocess.run(
        [sys.executable, "-c", _KILLED, target, str(moment)],
        check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip

    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"the old one"


def test_stories_are_made_when_their_turn_comes(tmp_path: Path) -> None:
    """A book of a thousand stories does not hold them all."""

    class Told(list[DocumentCase]):
        def __getitem__(self, number: Any) -> Any:
            return stories.document_case(plain(number + 1, overview="Seeds."))

        def __len__(self) -> int:
            return 60

    word.write(Told(), DocumentWish("book", "en"), tmp_path / "b.docx")

    assert len(headings(tmp_path / "b.docx", "SSCStoryHeading")) == 60
