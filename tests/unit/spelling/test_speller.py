import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.spelling.personal import PersonalWords
from ssc_desktop.spelling.service import DICTIONARIES, Service
from ssc_desktop.spelling.speller import LANGUAGES, Speller

PATIENCE = 60


class Answer:
    """What came back, and a way to wait for it."""

    def __init__(self) -> None:
        self._there = threading.Event()
        self._words: list[str] = []

    def __call__(self, words: list[str]) -> None:
        self._words = words
        self._there.set()

    def words(self) -> list[str]:
        assert self._there.wait(PATIENCE)
        return self._words


@pytest.fixture
def speller() -> Iterator[Speller]:
    made = Speller()
    yield made
    made.end()


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "organised organized programme farmers’ South-South farmer's".split(), "recieve"),
        ("fr", "l'eau aujourd'hui coopération vis-à-vis".split(), "cooperration"),
        ("es", "cooperación capacitación".split(), "kooperacion"),
        ("pt", "econômico económico registro registo cooperação".split(), "cooperacao"),
        ("ar", "التعاون المزارعين والمجتمعات".split(), "التعاونن"),
    ],
)
def test_each_language_knows_its_words(language: str, right: list[str], wrong: str) -> None:
    from ssc_desktop.spelling.words import as_looked_up

    asked = [*map(as_looked_up, right), wrong]

    answer = Service().answer({"language": language, "check": asked})

    assert [word for word in answer["wrong"] if not word.endswith("'")] == [wrong]


def test_every_language_that_is_offered_has_its_dictionary() -> None:
    assert set(DICTIONARIES) == LANGUAGES


def test_the_process_checks_and_suggests(speller: Speller) -> None:
    wrong, meant = Answer(), Answer()

    speller.check("en", ["rice", "recieve"], wrong)
    speller.suggest("en", "recieve", meant)

    assert wrong.words() == ["recieve"]
    assert meant.words()[0] == "receive"


def test_a_process_that_ended_is_begun_again(speller: Speller) -> None:
    first, second = Answer(), Answer()
    speller.check("en", ["rice"], first)
    first.words()

    assert speller._process is not None  # noqa: SLF001 - stands for a crash of the library
    speller._process.kill()  # noqa: SLF001
    speller.check("en", ["recieve"], second)

    assert second.words() == ["recieve"]


def test_a_language_without_a_dictionary_has_no_mistakes(speller: Speller) -> None:
    answer = Answer()

    speller.check("sw", ["ushirikiano"], answer)

    assert answer.words() == []


def test_words_that_were_added_are_there_next_time(tmp_path: Path) -> None:
    PersonalWords(tmp_path / "config").add("Kisumu")
    PersonalWords(tmp_path / "config").add("Ayiti")

    assert PersonalWords(tmp_path / "config").words == {"Kisumu", "Ayiti"}
    assert (tmp_path / "config" / "my-words.txt").read_text(encoding="utf-8") == "Ayiti\nKisumu\n"
