from pathlib import Path

import docx
import pytest

from ssc_desktop.errors import Cancelled, WordError
from ssc_desktop.services import cases, documents
from tests.laptops import Laptop

DocumentWish = documents.DocumentWish


def told(laptop: Laptop, count: int) -> list[str]:
    """The ids of so many new stories."""
    values = [{"title": f"Rice grown with less water {n}"} for n in range(count)]
    return [cases.created(laptop.library, "en", one)[0] for one in values]


def paragraphs(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs]


def test_a_book_of_more_stories_than_stay_in_memory_has_them_all(amina: Laptop) -> None:
    ids = told(amina, 104)
    wish = DocumentWish("book", "en", full=frozenset(ids[-2:]))

    made = documents.word(amina.library, ids, wish, amina.folder / "book.docx", circle="workshop")

    assert (made.stories, made.files) == (104, (amina.folder / "book.docx",))
    text = paragraphs(made.path)
    assert all(f"Rice grown with less water {n}" in text for n in range(104))
    assert "2 stories of this book are told in full." in text


def test_volumes_are_told_with_their_sizes(amina: Laptop) -> None:
    ids = told(amina, 152)
    target = amina.folder / "book.docx"

    made = documents.word(amina.library, ids, DocumentWish("book", volumes=True), target)

    assert [path.name for path in made.files] == ["book-1.docx", "book-2.docx"]
    assert made.path == made.files[0]
    assert made.size == sum(path.stat().st_size for path in made.files)


def test_looking_through_the_stories_can_be_stopped(amina: Laptop) -> None:
    ids = told(amina, 3)

    with pytest.raises(Cancelled):
        documents.word(
            amina.library, ids, DocumentWish("book"), amina.folder / "b.docx", stop=lambda: True
        )

    assert not (amina.folder / "b.docx").exists()


def test_too_few_stories_for_a_comparison_are_refused_before_anything_is_written(
    amina: Laptop,
) -> None:
    (one,) = told(amina, 1)

    with pytest.raises(WordError, match="cannot be made of 1 story"):
        documents.word(
            amina.library, [one], DocumentWish("comparison", "en"), amina.folder / "c.docx"
        )

    assert not (amina.folder / "c.docx").exists()
