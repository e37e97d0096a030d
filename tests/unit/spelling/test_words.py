import pytest

from ssc_desktop.spelling.words import is_written_in, words_of


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("The FAO’s co-operation in l’Afrique", ["The", "co-operation", "in", "l'Afrique"]),
        ("An iPhone, COVID-19, B2B and the 3rd x", ["An", "and", "the"]),
        ("www.example.org/rice or me@example.org or https://e.org/x", ["or", "or"]),
        ("South-South, Saint-Étienne, d'Ivoire", ["South-South", "Saint-Étienne", "d'Ivoire"]),
        ("التَّعاوُن بين البلدان", ["التعاون", "بين", "البلدان"]),
        ("", []),
    ],
)
def test_names_numbers_and_addresses_are_not_checked(line: str, words: list[str]) -> None:
    assert [word for _start, _end, word in words_of(line)] == words


def test_words_stand_where_they_are_said_to() -> None:
    line = "😀 recieve d’eau"

    assert [line[start:end] for start, end, _word in words_of(line)] == ["recieve", "d’eau"]


def test_words_of_another_script_are_no_mistakes() -> None:
    assert not is_written_in("Kisumu", "ar")
    assert not is_written_in("التعاون", "en")
    assert is_written_in("التعاون", "ar")
