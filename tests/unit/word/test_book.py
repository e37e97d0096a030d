import dataclasses
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ssc_desktop.record import Answer, Case
from ssc_desktop.record.consent import FieldLimit
from ssc_desktop.record.identification import Author
from ssc_desktop.word import lint
from ssc_desktop.word.book import acronyms, regions
from tests.unit.word import houses, stories
from tests.unit.word.books import (
    W,
    body_of,
    book,
    entries_of,
    headings,
    identity,
    learning,
    lines_of,
    plain,
    said,
    samples,
)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
@pytest.mark.parametrize("numbers", ["", "ask"])
def test_a_book_is_without_fault_in_every_language(
    language: str, numbers: Any, tmp_path: Path
) -> None:
    cases = [*samples(), stories.full(), stories.full("زراعة الأرز بماء أقل <&> 12")]
    cases = [dataclasses.replace(one, case_uuid=identity(n)) for n, one in enumerate(cases)]
    wish = {
        "full": frozenset(map(identity, (1, 2, 14, 15))),
        "foreword": "Thanks **to all**.",
        "participants": ("Amina Diallo, Mali",),
        "page_numbers": numbers,
    }

    book(cases, tmp_path / "b.docx", language=language, **wish)

    assert lint.remarks(tmp_path / "b.docx") == []


def test_a_book_of_one_empty_story_is_without_fault(tmp_path: Path) -> None:
    book([Case(case_uuid=identity(1))], tmp_path / "b.docx")

    assert lint.remarks(tmp_path / "b.docx") == []
    assert "Story without a title" in headings(tmp_path / "b.docx", "SSCStoryHeading")


def test_the_parts_stand_in_the_order_of_the_books_of_2010(tmp_path: Path) -> None:
    cases = samples()
    wish: dict[str, Any] = {"foreword": "Thanks.", "participants": ("Amina",), "title": "Bogotá"}

    book(cases, tmp_path / "b.docx", full=frozenset([cases[0].case_uuid]), **wish)

    assert headings(tmp_path / "b.docx", "SSCCoverTitle") == ["Bogotá"]
    assert headings(tmp_path / "b.docx", "Heading1") == [
        "Foreword",
        "How to read this book",
        "Participants",
        "Organisations in the stories",
        "Africa",
        "Asia and the Pacific",
        "Latin America and the Caribbean",
        "The stories in full",
        "Indexes",
        "Acronyms",
        "Credits",
        "Licence and consent",
        "Method and coverage",
    ]


def test_the_list_of_contents_names_every_heading_and_leads_to_it(tmp_path: Path) -> None:
    cases = samples()

    book(cases, tmp_path / "b.docx", full=frozenset([cases[0].case_uuid]))

    listed = headings(tmp_path / "b.docx", "SSCContentsPart", "TOC2")
    told = headings(tmp_path / "b.docx", "Heading1", "SSCStoryHeading")
    assert [line[6:] if line[3:4] == "-" else line for line in listed] == told
    body = body_of(tmp_path / "b.docx")
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    anchors = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert links[: len(listed)] == [
        name for name in anchors if name.startswith(("ssc_b", "ssc_st"))
    ]


def test_a_story_keeps_its_own_code_and_others_take_the_next_free_one() -> None:
    cases = [
        plain(3, partner=learning("UGA")),
        plain(1, partner=learning("TZA")),
        plain(2, partner=learning("MLI"), case_code="AFR-02"),
        plain(4, partner=learning("PER")),
    ]

    codes = {entry.identity: entry.code for entry in entries_of(cases)}

    assert codes == dict(
        zip(map(identity, (1, 2, 3, 4)), ("AFR-01", "AFR-02", "AFR-03", "LAC-01"), strict=True)
    )


def test_a_story_that_joins_later_changes_no_code() -> None:
    few = [plain(number, partner=learning("UGA")) for number in (1, 2, 3)]

    before = {entry.identity: entry.code for entry in entries_of(few)}
    after = {e.identity: e.code for e in entries_of([plain(9, partner=learning("MLI")), *few])}

    assert after == before | {identity(9): "AFR-04"}


@pytest.mark.parametrize(
    ("answers", "region"),
    [
        ({"partner": learning("RWA", "BDI", "SSD")}, "AFR"),
        ({"partner": learning("EGY")}, "ARB"),
        ({"partner": learning("KAZ", role="mutual_learner")}, "ECA"),
        ({"partner": learning("IND", role="knowledge_provider")}, "APA"),
        ({"partner": learning("UGA", "NPL")}, "GLO"),
        ({"partner": learning("PER", "CHL", "COL", "PRT")}, "LAC"),
        ({"partner": learning("CAN", role="funder")}, "GLO"),
        ({"partner": learning("UGA"), "case_code": "LAC-07"}, "LAC"),
        ({"partner": Answer.UNKNOWN, "case_code": Answer.UNKNOWN}, "GLO"),
    ],
)
def test_a_story_stands_where_those_who_learned_are_at_home(
    answers: dict[str, Any], region: str
) -> None:
    assert regions.region_of(plain(**answers)) == region


def test_overviews_carry_what_they_print_and_full_stories_all(tmp_path: Path) -> None:
    cases = [plain(1, activities="Visits to the fields."), plain(2, activities="A trial of seeds.")]

    book(cases, tmp_path / "b.docx", full=frozenset([identity(2)]))

    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        copies = [
            json.loads(etree.fromstring(archive.read(f"customXml/item{n}.xml")).text)
            for n in (1, 2)
        ]
        assert b"Visits" not in b"".join(map(archive.read, archive.namelist()))
    assert [copy.get("activities") for copy in copies] == [None, "A trial of seeds."]
    assert "case_code" not in copies[0]


def test_what_readers_may_not_see_is_in_no_byte_of_the_book_and_is_told(tmp_path: Path) -> None:
    limit = FieldLimit(id=identity(7), circle="public", parts=("people",))
    case = plain(
        1, visibility="public", authors=(Author(id=identity(8), person="Bo Secret"),),
        field_limit=(limit,), do_no_harm="She would lose her post.",
    )  # fmt: skip

    made = book([case, plain(2)], tmp_path / "b.docx", full=frozenset([identity(1)]))

    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        every = b"".join(map(archive.read, archive.namelist()))
    assert b"Bo Secret" not in every
    assert b"lose her post" not in every
    assert all(text.startswith("Rice grown with less water 1: “") for text in made.left_out)
    assert any(
        "1 story these readers may not see everything; that was left out" in t
        for t in lines_of(tmp_path / "b.docx")
    )


def test_what_is_not_settled_is_marked_and_counted(tmp_path: Path) -> None:
    book([plain(1, overview="Seeds.")], tmp_path / "b.docx", frozenset({"overview"}))

    lines = lines_of(tmp_path / "b.docx")
    assert "Overview (two versions, not settled)" in lines
    assert "In 1 story two versions of an answer are not settled; they are marked." in lines


def test_indexes_lead_from_countries_sectors_and_goals_to_overviews(tmp_path: Path) -> None:
    cases = [
        plain(1, partner=learning("UGA"), sector=("311",), sdg_goal=(2,)),
        plain(2, partner=learning("UGA", "TZA"), sdg_goal=(2, 13)),
    ]

    book(cases, tmp_path / "b.docx")

    index = headings(tmp_path / "b.docx", "SSCIndex")
    assert index[:2] == ["Tanzania  AFR-02", "Uganda  AFR-01, AFR-02"]
    assert index[2:] == ["Agriculture  AFR-01", "2 Zero hunger  AFR-01, AFR-02", index[-1]]
    assert index[-1].endswith("  AFR-02")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The World Food Programme (WFP) came.", [("WFP", "World Food Programme")]),
        ("Food and Agriculture Organization (FAO)", [("FAO", "Food and Agriculture Organization")]),
        (
            "With the Agência Brasileira de Cooperação (ABC).",
            [("ABC", "Agência Brasileira de Cooperação")],
        ),
        ("UNOSSC (Office for Cooperation)", []),
        (
            "UNOSSC (United Nations Office for South-South Cooperation)",
            [("UNOSSC", "United Nations Office for South-South Cooperation")],
        ),
        (
            "l’Organisation mondiale de la santé (OMS)",
            [("OMS", "Organisation mondiale de la santé")],
        ),
        ("They paid (USD) and left (AND) us.", []),
        ("(WFP)", []),
        ("no brackets", []),
    ],
)
def test_acronyms_are_found_where_the_story_spells_them_out(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert acronyms.found_in(text) == found


def test_the_coverage_counts_answers_unknowns_and_gaps_apart(tmp_path: Path) -> None:
    cases = [plain(1, challenge="Drought."), plain(2, challenge=Answer.UNKNOWN), plain(3)]

    book(cases, tmp_path / "b.docx")

    rows = [
        [said(c) for c in row.iter(f"{W}tc")] for row in body_of(tmp_path / "b.docx").iter(f"{W}tr")
    ]
    assert ["The problem", "1", "1", "1"] in rows


def test_a_book_takes_the_house_style_of_an_organisation(tmp_path: Path) -> None:
    style = houses.letter(tmp_path / "letter.docx")

    book(samples(), tmp_path / "b.docx", template=style)

    # how dark its own letters are is the organisation's business
    told = [remark for remark in lint.remarks(tmp_path / "b.docx") if "too pale" not in remark]
    assert told == []
    sizes = {size.get(f"{W}w") for size in body_of(tmp_path / "b.docx").iter(f"{W}pgSz")}
    assert sizes == {"12240"}


def test_a_heading_and_the_line_below_it_stay_with_their_table(tmp_path: Path) -> None:
    book(samples(), tmp_path / "b.docx")

    for table in body_of(tmp_path / "b.docx").iter(f"{W}tbl"):
        before = table.getprevious()
        style = before.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in {"Normal", "SSCLead"}:
            assert before.find(f"{W}pPr/{W}keepNext") is not None
