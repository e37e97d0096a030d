import pytest

from ssc_desktop.record.folding import Page


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Été au Bénin, ETE", "ete", ["Été", "ETE"]),
        ("cooperar na ac\u0327a\u0303o", "ação", ["ac\u0327a\u0303o"]),
        ("التَّعاوُن بين البلدان", "التعاون", ["التَّعاوُن"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("l’eau, l'eau", "l'eau", ["l’eau", "l'eau"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("cœur", "coe", ["cœ"]),
        ("nothing here", "", []),
        ("nothing here", " ", []),
    ],
)
def test_words_are_found_whatever_their_accents_and_case(
    text: str, words: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in Page(text).places(words)] == found


def test_only_beginnings_of_words_are_found_where_asked() -> None:
    places = Page("rain, train, raining").places("rain", whole_beginning=True)

    assert places == [(0, 4), (13, 17)]
