from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ssc_desktop.record import narrative
from ssc_desktop.word import text
from ssc_desktop.word.text import Look

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TORTURE = (
    "a\x00b\x07c\x0bd\x0ce\rf\r\ng\th ]]> & <tag> \"quoted\" 'one' "
    "\ud83d \ufffe 😀 \xa0\u200d\u00ad"
)


def parsed(inside: str) -> "etree._Element":
    return etree.fromstring(f'<w:p xmlns:w="{W}">{inside}</w:p>')


def read_back(paragraph: "etree._Element") -> str:
    shown = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join(
        shown.get(element.tag, element.text or "")
        for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab")
    )


def test_torture_text_comes_back_without_what_xml_forbids() -> None:
    paragraph = parsed(text.runs(TORTURE))

    assert read_back(paragraph) == narrative.clean(TORTURE)
    assert "abc\nd\ne\nf\ng\th ]]> & <tag>" in read_back(paragraph)


@given(st.text())
def test_any_text_makes_well_formed_runs_that_say_the_same(said: str) -> None:
    marks = str.maketrans("", "", "\u200e\u200f")

    shown = read_back(parsed(text.runs(said, Look(right_to_left=True))))

    assert shown.translate(marks) == narrative.clean(said).translate(marks)


def test_arabic_inside_latin_gets_its_own_run() -> None:
    parts = text.directed("The word تعاون means cooperation", Look())

    assert parts == [("The word ", False), ("تعاون", True), (" means cooperation", False)]


def test_digits_and_brackets_of_arabic_text_stay_with_it() -> None:
    parts = text.directed("بدأ في عام 2009 (FAO) في 3 بلدان.", Look(right_to_left=True))

    assert [part for part, turned in parts if not turned] == ["FAO"]


def test_a_bracket_closes_with_the_words_it_encloses() -> None:
    parts = text.directed("مع FAO (Rome) أيضا", Look(right_to_left=True))

    assert ("FAO (Rome)", False) in parts


def test_a_latin_line_in_an_arabic_table_keeps_its_full_stop() -> None:
    parts = text.directed("2005 to 2016, then again.", Look(right_to_left=True))

    assert parts == [("\u200e2005 to 2016, then again.\u200e", False)]


def test_bold_and_italic_come_in_pairs_for_every_script() -> None:
    made = text.runs("تعاون", Look(bold=True, italic=True))

    assert "<w:b/><w:bCs/><w:i/><w:iCs/><w:rtl/>" in made
