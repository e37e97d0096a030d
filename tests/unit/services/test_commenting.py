"""Comments in the margin of a document become what reviewers say of the story."""

import zipfile
from pathlib import Path

import docx
import pytest

from ssc_desktop.services import cases, documents, undoing
from ssc_desktop.word import DocumentWish
from tests.laptops import Laptop
from tests.unit.services.papers import edited, planned, printed, take

OVERVIEW = "Forty farmers learned to plant in rows."
ASKED = "Which farmers?"


@pytest.fixture
def rice(amina: Laptop) -> str:
    """A story."""
    return amina.add(overview=OVERVIEW)


@pytest.fixture
def read(amina: Laptop, rice: str, tmp_path: Path) -> Path:
    """Its document, with a comment of somebody who read it."""
    document = printed(amina, tmp_path / "rice.docx", rice)
    paper = docx.Document(str(document))
    held = next(one for one in paper.paragraphs if OVERVIEW in one.text)
    paper.add_comment(held.runs, text=ASKED, author="Bo Reviewer", initials="BR")
    paper.save(str(document))
    return document


def test_a_comment_comes_in_with_the_words_it_is_about(
    amina: Laptop, rice: str, read: Path
) -> None:
    made = planned(amina, read)
    done = take(amina, made)

    assert made.proposals[0].sentence() == done.taken[0].sentence() == "1 comment."
    (held,) = amina.case(rice).review
    (said,) = held.comment
    assert (held.reviewer, said.author, said.text) == ("Bo Reviewer", "Bo Reviewer", ASKED)
    assert (said.field, said.quote) == ("overview", OVERVIEW)


def test_a_comment_that_is_here_does_not_come_twice(amina: Laptop, rice: str, read: Path) -> None:
    take(amina, planned(amina, read))
    edited(read, read, **{OVERVIEW: "Fifty farmers learned it."})

    take(amina, planned(amina, read))

    said = [one.text for held in amina.case(rice).review for one in held.comment]
    assert said == [ASKED]


def test_undoing_takes_the_comment_back(amina: Laptop, rice: str, read: Path) -> None:
    done = take(amina, planned(amina, read))

    undoing.undo(amina.library, [done.taken[0].batch])

    assert amina.case(rice).review == ()


def test_what_reviewers_said_travels_but_stands_in_no_document(
    amina: Laptop, bo: Laptop, rice: str, read: Path, tmp_path: Path
) -> None:
    take(amina, planned(amina, read))

    bo.take(amina.send())
    target = tmp_path / "out.docx"
    documents.word(amina.library, [rice], DocumentWish("story"), target)

    assert [one.text for held in bo.case(rice).review for one in held.comment] == [ASKED]
    assert ASKED.encode() not in b"".join(_parts(target))
    assert cases.opened(amina.library, rice).conflicts == {}


def _parts(document: Path) -> list[bytes]:
    with zipfile.ZipFile(document) as archive:
        return [archive.read(name) for name in archive.namelist()]
