import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.record import narrative
from tests.hostile.scales import seconds_of
from ui.widgets.text import formatting, pasting
from ui.widgets.text.formatting import Edit, Selected

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings>
<o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm; font-size:12.0pt;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1>Rice<o:p></o:p></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>two
countries</b> shared <i>seed</i>, <span style='font-weight:bold'>tools</span> &amp; time.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><!--[if
!supportLists]--><span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp;</span></span><!--[endif]-->See
<a href="https://example.org/a(1)"><span style='color:blue'>the report</span></a></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Ask</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Answer</p>
<p class=MsoListParagraph>No item, only indented</p>
<!--EndFragment--></body></html>"""  # noqa: E501

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">
<span style="font-weight:400;font-style:normal;">Plain and </span><span style="font-weight:700;">bold</span></p>
<ul><li dir="ltr"><p dir="ltr" role="presentation"><span style="font-style:italic">item</span></p></li></ul>
</b>"""  # noqa: E501

WEB = """<div>One<br>two</div><script>alert(1)</script><style>p{}</style><ol><li>a<ul><li>deep</li></ul>
<li>b</ol><table><tr><td>x</td><td>y</td></tr></table><p style="display:none">secret</p>
<a href="javascript:alert(1)">bad</a> <a href='http://e.org/?a=1&amp;b=2'>good</a>"""  # noqa: E501


def test_word_keeps_paragraphs_lists_bold_italic_and_links() -> None:
    assert pasting.narrative_of(WORD) == (
        "Rice\n\nThe **two countries** shared *seed*, **tools** & time.\n\n"
        "- First\n- See [the report](https://example.org/a%281%29)\n\n"
        "1. Ask\n2. Answer\n\nNo item, only indented"
    )


def test_documents_of_the_web_keep_theirs() -> None:
    assert pasting.narrative_of(GOOGLE) == "Plain and **bold**\n\n- *item*"


def test_pages_lose_programs_and_what_is_hidden() -> None:
    assert pasting.narrative_of(WEB) == (
        "One\ntwo\n\n1. a\n\n- deep\n\n1. b\n\nx y\n\nbad [good](http://e.org/?a=1&b=2)"
    )


@pytest.mark.parametrize(
    "said",
    ["<" * 200_000, "<!--" * 100_000, "<a" * 100_000, "<b>" * 100_000, "&#" * 100_000,
     "<p style='" * 50_000, "<ul><li>" * 50_000, "<![foo" * 20_000, "</b>" * 100_000,
     "<![CDATA[" * 20_000, "\x00" * 1_000, "x" * 3_000_000],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_hostile_pages_are_read_in_one_pass(said: str) -> None:
    assert len(pasting.narrative_of(said)) <= pasting.LONGEST


@given(st.text(st.sampled_from("<>/=\"'!-&; abpliu\n*[]()") | st.characters(), max_size=200))
def test_any_page_becomes_text(said: str) -> None:
    assert isinstance(pasting.narrative_of(said), str)


_SPANS = st.lists(
    st.builds(
        narrative.Span,
        st.text(st.sampled_from("ab é"), min_size=1, max_size=6),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


@given(st.lists(_SPANS, max_size=4))
def test_what_is_copied_comes_back_the_same(paragraphs: list[list[narrative.Span]]) -> None:
    lines = [narrative.marked(spans).strip() for spans in paragraphs]
    text = re.sub(" +", " ", "\n\n".join(line for line in lines if line))

    assert pasting.narrative_of(pasting.html_of(text)) == pasting.narrative_of(
        pasting.html_of(pasting.narrative_of(pasting.html_of(text)))
    )


# ------------------------------------------------------------ format actions, without a window


def done(text: str, edit: Edit) -> str:
    """The text after an edit, with what is selected in brackets."""
    new = text[: edit.start] + edit.text + text[edit.end :]
    low, high = sorted((edit.anchor, edit.caret))
    return f"{new[:low]}⟦{new[low:high]}⟧{new[high:]}"


@pytest.mark.parametrize(
    ("text", "start", "end", "after"),
    [
        ("one two three", 4, 7, "one **⟦two⟧** three"),
        ("one **two** three", 6, 9, "one ⟦two⟧ three"),
        ("one **two** three", 0, 17, "**⟦one two three⟧**"),
        ("one two", 5, 5, "one **t⟦⟧wo**"),
        ("one **two**", 9, 9, "one **two**⟦⟧"),
        ("a b", 1, 1, "a**⟦⟧** b"),
        ("a ****", 4, 4, "a ⟦⟧"),
        ("one *two*", 5, 8, "one ***⟦two⟧***"),
        ("- one two", 0, 9, "- **⟦one two⟧**"),
        ("one\n\ntwo", 0, 8, "**⟦one**\n\n**two⟧**"),
        ("😀 two", 2, 5, "😀 **⟦two⟧**"),
    ],
)
def test_bold_is_put_on_and_taken_off(text: str, start: int, end: int, after: str) -> None:
    assert done(text, formatting.toggled(Selected(text, start, end), "bold")) == after


_TYPED = st.text(st.sampled_from("ab *\n-1.[]()é😀"), max_size=40)


@settings(max_examples=300)
@given(_TYPED, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["bold", "italic"]))
def test_a_look_changes_no_word(text: str, one: int, other: int, look: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = formatting.toggled(Selected(text, start, end), look)
    new = text[: edit.start] + edit.text + text[edit.end :]

    assert re.sub(r"[*\s]", "", new) == re.sub(r"[*\s]", "", text)
    assert 0 <= edit.anchor <= len(new) and 0 <= edit.caret <= len(new)


@given(_TYPED, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["bullet", "number"]))
def test_a_list_changes_no_word(text: str, one: int, other: int, kind: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = formatting.listed(Selected(text, start, end), kind)
    new = text[: edit.start] + edit.text + text[edit.end :]

    assert new.count("\n") == text.count("\n")
    assert re.sub(r"[-*\d.)\s]", "", new) == re.sub(r"[-*\d.)\s]", "", text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_two_texts_share_is_found(old: str, new: str) -> None:
    start, old_end, new_end = formatting.common(old, new)

    assert old[:start] + new[start:new_end] + old[old_end:] == new


@pytest.mark.parametrize(
    "source",
    ["<b>" * 199 + "</i>" * 200_000, "<b>" * 300_000, "<ul><li>" * 100_000],
    ids=["ends of nothing", "never ended", "lists in lists"],
)
def test_html_made_to_take_long_takes_no_time(source: str) -> None:
    took = seconds_of(lambda: pasting.narrative_of(source), most=1.5)

    assert took < 1.5  # it took this long and longer; usual is a tenth


def test_a_sign_with_a_very_long_number_is_left_out() -> None:
    assert (
        pasting.narrative_of(f"<p>rice &#{'9' * 5_000};and &#8211; water</p>") == "rice and – water"
    )
