"""Poster, study, footnotes, captions and digits, on real files."""

import dataclasses
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from ssc_desktop import record, word
from ssc_desktop.record import Answer, Case, Noted
from ssc_desktop.record.evidence import SourceReference
from ssc_desktop.record.identification import Author
from ssc_desktop.record.inputs import FinancialInput
from ssc_desktop.record.lessons import Lesson
from ssc_desktop.record.results import Result
from ssc_desktop.word import DocumentWish, lint, template
from tests.house.sources import ROOT
from tests.unit.word import stories
from tests.unit.word.plain import W, identity, part, plain, text_of, written

LAYOUTS = ["story", "study", "poster", "overview"]
TWELVE = (
    "Rice grown with less water. ", "أُنجز العمل في عام 2011. ", "ሩዝ በትንሽ ውሃ ይበቅላል። ",
    "कम पानी में उगाया गया धान। ", "কম জলে ধান চাষ। ", "ข้าวที่ใช้น้ำน้อย ", "Lúa trồng ít nước. ",
    "少水种植的水稻。", "水の少ない稲作。", "물을 적게 쓰는 벼. ",
    "Рис с водой. ", "אורז עם פחות מים. ",
)  # fmt: skip


def full() -> Case:
    return dataclasses.replace(stories.full(), visibility="public", field_limit=())


# ---------------------------------------------------------------- every layout


@pytest.mark.parametrize("path", stories.samples(), ids=lambda path: path.stem)
@pytest.mark.parametrize("layout", ["poster", "study"])
def test_every_sample_is_a_document_without_fault(path: Path, layout: str, tmp_path: Path) -> None:
    for language in ("en", "ar"):
        written(stories.sample(path), tmp_path / f"{language}.docx", layout, language)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_story_has_no_empty_parts(layout: str, tmp_path: Path) -> None:
    target = written(Case(case_uuid=identity(0)), tmp_path / "s.docx", layout)

    assert "Story without a title" in text_of(part(target))
    assert next(part(target).iter(f"{W}tbl"), None) is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_twelve_scripts_controls_and_endless_texts_make_a_document(
    layout: str, tmp_path: Path
) -> None:
    mixed = "".join(TWELVE)
    torture = f"{mixed}\x0b]]> &<>\"' \U0001f600 \x07 " + "word " * 9_000
    case = plain(
        overview=torture[:50_000], challenge=torture, activities=mixed * 60,
        adaptation=Noted("large_changes", "x" * 50_000), keywords=TWELVE[:10],
        lesson=tuple(Lesson(id=identity(n), text=mixed * 8) for n in range(1, 40)),
    )  # fmt: skip

    for language in ("en", "ar"):
        target = tmp_path / f"{language}.docx"
        word.write([stories.document_case(case)], DocumentWish(layout, language), target)
        # a form of one page has no headings, however much somebody wrote into it
        assert set(lint.remarks(target)) <= {"a long text has no headings"}


def test_three_hundred_rows_stand_in_one_table(tmp_path: Path) -> None:
    results = tuple(
        Result(id=identity(n), level="output", statement=f"Thing {n}", actual=str(n))
        for n in range(1, 301)
    )

    for layout in LAYOUTS:
        target = written(plain(result=results), tmp_path / f"{layout}.docx", layout)

    assert target.exists()
    body = part(tmp_path / "story.docx")
    assert max(len(table.findall(f"{W}tr")) for table in body.iter(f"{W}tbl")) == 301


def test_every_style_of_the_template_is_described() -> None:
    described = (ROOT / "docs" / "word-styles.md").read_text(encoding="utf-8")

    names = [*template.PARAGRAPH_STYLES, *template.CHARACTER_STYLES, *template.TABLE_STYLES]
    several = re.compile(r"SSCPoster(Bullet)?1[468]|Heading2")  # named by the first and the last
    assert [n for n in names if f"`{n}`" not in described and not several.fullmatch(n)] == []


# ---------------------------------------------------------------- poster


def test_a_poster_has_the_six_blocks_that_the_definitions_feed(tmp_path: Path) -> None:
    target = written(full(), tmp_path / "p.docx", "poster")

    said = text_of(part(target))
    blocks = ["Partners", "Background", "Objectives", "Innovation", "Results", "Applicability"]
    assert [line for line in said.split("\n") if line in blocks] == blocks
    size = part(target).find(f"{W}body/{W}sectPr/{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}orient")) == ("23811", "landscape")


def test_every_block_of_the_poster_is_fed_by_a_field() -> None:
    fed = {member.poster for member in record.CASE.fields if member.poster}

    assert fed == {
        "partners", "background", "objectives", "innovation", "results", "applicability"
    }  # fmt: skip


def test_a_poster_loses_whole_sentences_and_says_so(tmp_path: Path) -> None:
    told = " ".join(f"This is the sentence number {n} of many." for n in range(400))

    target = written(
        plain(challenge=told, sustainability=Noted("yes", told)), tmp_path / "p", "poster"
    )

    said = text_of(part(target))
    assert "This is the sentence number 0 of many." in said
    assert said.count("This is") == said.count("of many.") < 400
    assert "More in the full story." in said


def test_numbers_to_be_seen_from_afar_say_what_they_count(tmp_path: Path) -> None:
    result = Result(
        id=identity(1), statement="Farmers trained", indicator="farmers trained", actual="4500",
        baseline="1200", actual_date="2011-04",
    )  # fmt: skip

    said = text_of(part(written(plain(result=(result,)), tmp_path / "p.docx", "poster")))

    assert "4,500\nfarmers trained; before: 1,200; April 2011" in said


def test_a_sum_of_unknown_currency_is_no_big_figure(tmp_path: Path) -> None:
    money = FinancialInput(id=identity(1), amount="500000", amount_kind="approved")
    case = plain(financial_input=(money,))

    said = text_of(part(written(case, tmp_path / "p.docx", "poster")))

    assert "500,000" not in said


def test_a_poster_has_one_page_for_each_story(tmp_path: Path) -> None:
    cases = [stories.document_case(full())] * 3

    made = word.write(cases, DocumentWish("poster", "en"), tmp_path / "p.docx")

    assert made.pages_hint == 3 + 1  # and the contents
    assert lint.remarks(tmp_path / "p.docx") == []
    assert len(list(part(tmp_path / "p.docx").iter(f"{W}pageBreakBefore"))) == 3


def test_what_is_not_settled_is_marked_on_a_poster_and_in_no_chart(tmp_path: Path) -> None:
    yields = tuple(
        Result(id=identity(n), statement=f"Yield {n}", unit="t/ha", baseline="2", actual="4")
        for n in (1, 2)
    )
    case = plain(challenge="Little rain.", result=yields)
    conflicts = frozenset({"challenge", f"result/{identity(2)}/actual"})

    for layout in ("poster", "story"):
        wish = DocumentWish(layout, "en")
        one = stories.document_case(case, conflicts)
        word.write([one], wish, tmp_path / f"{layout}.docx")

    said = text_of(part(tmp_path / "poster.docx"))
    assert "Little rain. (two versions, not settled)" in said
    assert "Yield 2 (two versions, not settled)" in said
    alt = [one.get("descr") for one in part(tmp_path / "story.docx").iter("{*}docPr")]
    assert "Yield 1" in alt[0] and "Yield 2" not in alt[0]


def test_a_poster_carries_no_data(tmp_path: Path) -> None:
    target = written(full(), tmp_path / "p.docx", "poster")

    with zipfile.ZipFile(target) as archive:
        assert not any(name.startswith("customXml") for name in archive.namelist())


# ---------------------------------------------------------------- study


def test_a_study_begins_with_who_made_it_and_ends_with_annexes(tmp_path: Path) -> None:
    case = dataclasses.replace(
        full(), case_institution=("University of Dakar",), case_authors=("Amina Diallo",)
    )

    said = text_of(part(written(case, tmp_path / "s.docx", "study"))).split("\n")

    order = [
        "Institutions of the study: University of Dakar", "Authors of the study: Amina Diallo",
        "Abstract", "Method", "Results", "What the results rest on", "Annexes", "Timeline",
    ]  # fmt: skip
    found = [said.index(line) for line in order]
    assert found == sorted(found)


def test_a_study_says_everything_that_a_story_says(tmp_path: Path) -> None:
    case = full()
    story = text_of(part(written(case, tmp_path / "story.docx", "story")))
    study = text_of(part(written(case, tmp_path / "study.docx", "study")))

    for section in record.CASE.sections:
        for member in section.fields:
            if f"\n{member.label}\n" in story and member.name != "overview":
                assert member.label in study, member.name


def test_a_chapter_points_to_its_annex(tmp_path: Path) -> None:
    body = part(written(full(), tmp_path / "s.docx", "study"))

    targets = fields(body, "REF")
    assert "ssc_f_event" in targets and "ssc_f_location" in targets
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert targets <= names


def fields(body: "etree._Element", kind: str) -> set[str]:
    """To what the fields of a kind lead."""
    said = ("".join(text.text or "" for text in body.iter(f"{W}instrText")),)
    return set(re.findall(rf"{kind} (\w+)", said[0]))


# ---------------------------------------------------------------- footnotes and captions


def with_sources() -> Case:
    sources = tuple(
        SourceReference(id=identity(n), citation=f"Report {n}", url="https://example.org")
        for n in (1, 2)
    )
    results = tuple(
        Result(id=identity(10 + n), statement=f"Change {n}", source_ref=identity(1 + n % 2))
        for n in range(6)
    )
    lessons = (Lesson(id=identity(30), text="When", based_on=(identity(10),)),)
    return plain(reference=sources, result=results, lesson=lessons)


@pytest.mark.parametrize("layout", ["story", "study"])
def test_a_source_has_one_footnote_in_a_chapter_and_stays_in_the_list(
    layout: str, tmp_path: Path
) -> None:
    target = written(with_sources(), tmp_path / "s.docx", layout)

    notes = part(target, "word/footnotes.xml")
    told = [text_of(note).strip() for note in notes if note.get(f"{W}type") is None]
    marks = [mark.get(f"{W}id") for mark in part(target).iter(f"{W}footnoteReference")]
    assert told == ["Report 1 [1]", "Report 2 [2]"]
    assert marks == ["1", "2"]
    assert text_of(part(target)).count("Report 1") == 1  # in the list of sources


def test_separators_of_footnotes_are_kept(tmp_path: Path) -> None:
    notes = part(written(with_sources(), tmp_path / "s.docx", "story"), "word/footnotes.xml")

    kinds = [note.get(f"{W}type") for note in notes]
    assert kinds == ["separator", "continuationSeparator", None, None]
    assert len({note.get(f"{W}id") for note in notes}) == 4


def test_tables_are_numbered_and_what_a_lesson_rests_on_leads_to_its_table(
    tmp_path: Path,
) -> None:
    body = part(written(with_sources(), tmp_path / "s.docx", "story"))

    said = text_of(body)
    assert "Table 1. Results: 6 entries" in said
    assert "“Based on”: see Table 1." in said
    assert fields(body, "REF") == {"ssc_t_result"}


# ---------------------------------------------------------------- digits


def test_arabic_documents_write_their_numbers_as_wished(tmp_path: Path) -> None:
    result = Result(id=identity(1), statement="محصول 2011", actual="37656")
    case = plain(narrative_language="ar", result=(result,), end_date="2016")
    case = dataclasses.replace(case, authors=(Author(id=identity(2), person="A"),))

    western = text_of(part(written(case, tmp_path / "w.docx", "story", "ar")))
    native = text_of(part(written(case, tmp_path / "n.docx", "story", "ar", digits="native")))

    assert "37,656" in western and "٣٧,٦٥٦" in native
    assert "2016" in western and "٢٠١٦" in native and "2016" not in native
    assert "محصول 2011" in native  # the author's own words stay
    with zipfile.ZipFile(tmp_path / "n.docx") as archive:
        assert '"actual":"37656"' in archive.read("customXml/item1.xml").decode()


def test_answers_without_a_value_are_no_content_of_a_poster(tmp_path: Path) -> None:
    case = plain(challenge=Answer.UNKNOWN, target_group=Answer.WITHHELD)

    said = text_of(part(written(case, tmp_path / "p.docx", "poster")))

    assert "unknown" not in said and "Objectives" not in said
