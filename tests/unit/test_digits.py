"""Figures in the digits of the language; keys, dates and names as they are typed."""

from collections.abc import Iterator

import pytest

from ssc_desktop import i18n


@pytest.fixture
def _arabic() -> Iterator[None]:
    before = i18n.language()
    i18n.use("ar", "language")
    yield
    i18n.use(before)


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("نحو 1,200 أسرة", "نحو ١,٢٠٠ أسرة"),
        ("بين 0 و100.", "بين ٠ و١٠٠."),
        ("اكتب 15.8.2008 أو 4.5.", "اكتب ١٥.٨.٢٠٠٨ أو ٤.٥."),
        ("اضغط F8 أو Alt+1 أو Ctrl+0", "اضغط F8 أو Alt+1 أو Ctrl+0"),
        ("مثل 2008-08-15 أو 2011~", "مثل 2008-08-15 أو 2011~"),
        ("بترميز UTF-8", "بترميز UTF-8"),
        ("\u200e0–\u200e9 دائماً", "\u200e0–\u200e9 دائماً"),
    ],
)
def test_figures_of_sentences_take_the_digits_of_the_language(said: str, wanted: str) -> None:
    # a text that no catalogue has comes back as it is
    assert i18n._(said) == wanted


@pytest.mark.usefixtures("_arabic")
def test_a_text_still_takes_its_gaps() -> None:
    assert i18n._("من 5 إلى {most}").format(most=12) == "من ٥ إلى ١٢"


def test_other_languages_keep_their_figures() -> None:
    assert i18n._("About 1,200 families") == "About 1,200 families"


@pytest.mark.usefixtures("_arabic")
def test_a_list_takes_the_comma_of_the_language() -> None:
    assert i18n.listed(["هايتي", "كندا"]) == "هايتي، كندا"
