"""Documents of other people's making, and what their words mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from ssc_desktop.record import CASE, FieldDefinition
from ssc_desktop.record.found import MISSING, FoundStory, Origin, Trust
from ssc_desktop.word import reading
from ssc_desktop.word.reading import numbers, questions
from ssc_desktop.word.reading.understanding import Reader
from tests.unit.word import sent


def one(path: Path) -> FoundStory:
    (found,) = reading.parse(path)
    return found


def answers(found: FoundStory) -> dict[str, Any]:
    """The answers of the story itself."""
    return {one.path[0]: one.value for one in found.answers if len(one.path) == 1}


def items(found: FoundStory, group: str) -> list[dict[str, Any]]:
    """The items of a group, in the order in which they were found."""
    made: dict[str, dict[str, Any]] = {}
    for answer in found.answers:
        if answer.path[0] == group and len(answer.path) == 3:
            made.setdefault(answer.path[1], {})[answer.path[2]] = answer.value
    return list(made.values())


def test_a_form_of_2010_is_read_by_its_labels(tmp_path: Path) -> None:
    found = one(sent.form_of_2010(tmp_path / "form.docx"))

    assert (found.kind, found.language) == (Origin.TABLE, "en")
    assert answers(found) == {
        "title": "Rice growers learn from each other",
        "overview": "Farmers visited farms.\nThey took seeds home & planted them <early>.",
        "start_date": "2008-03",
        "end_date": "2011",
    }
    assert items(found, "partner") == [
        {"partner_kind": "country", "name_as_used": "Brazil", "country": "BRA",
         "roles": ["knowledge_provider"]},
        {"partner_kind": "country", "name_as_used": "Cuba", "country": "CUB",
         "roles": ["knowledge_provider"]},
        {"partner_kind": "country", "name_as_used": "Mozambique", "country": "MOZ",
         "roles": ["knowledge_recipient"]},
        {"partner_kind": "organisation", "name_as_used": "EMBRAPA"},
        {"partner_kind": "organisation",
         "name_as_used": "Ministry of Agriculture of Mozambique"},
    ]  # fmt: skip
    assert items(found, "financial_input") == [
        {"amount": "1200000", "currency": "USD", "covers": "from the fund"}
    ]
    assert items(found, "lesson") == [
        {"text": "Visits teach more than papers."}, {"text": "Seeds need care."}
    ]  # fmt: skip
    assert items(found, "primary_contact") == [
        {"name": "Ana Souza", "organisation": "EMBRAPA", "email": "ana.souza@example.org",
         "phone": "+55 61 3448 4433"}
    ]  # fmt: skip
    assert found.unmatched == ("Favourite colour: Green", "South-South case story")
    assert {answer.trust for answer in found.answers} == {Trust.LABEL}


def test_a_numbered_table_in_french_is_read(tmp_path: Path) -> None:
    found = one(sent.numbered_french(tmp_path / "form.docx"))

    assert (found.kind, found.language) == (Origin.TABLE, "fr")
    assert answers(found) == {
        "title": "Des banques de lait",
        "start_date": "2011-03",
        "end_date": "2014-12",
        "sector": ["121"],
        "challenge": "Trop de nouveau-nés meurent.",
    }
    assert [partner["country"] for partner in items(found, "partner")] == ["BRA", "GTM", "ECU"]
    assert items(found, "financial_input") == [{"amount": "1250000", "currency": "EUR"}]
    assert found.unmatched == ("A. Identification",)


def test_a_table_in_arabic_is_read(tmp_path: Path) -> None:
    found = one(sent.arabic(tmp_path / "form.docx"))

    assert (found.kind, found.language) == (Origin.TABLE, "ar")
    assert answers(found) == {
        "title": "تعلّم المزارعين من بعضهم",
        "start_date": "2008",
        "end_date": "2011",
        "budget_disclosure": "unknown",
    }
    assert [partner["country"] for partner in items(found, "partner")] == ["MAR", "SEN"]
    assert items(found, "lesson") == [{"text": "الزيارات تعلّم أكثر من الورق."}]


@pytest.mark.parametrize("made", [sent.headings, sent.as_google_docs])
def test_a_text_with_headings_is_read(tmp_path: Path, made: Any) -> None:
    found = one(made(tmp_path / "story.docx"))

    assert found.kind is Origin.FREE
    assert answers(found) == {
        "title": "Gardens for Haiti",
        "challenge": "After the earthquake food was dear.\n\n"
        "Families had **no seeds** and no tools.",
        "activities": "- Seeds were given out\n- Neighbours taught neighbours",
        "start_date": "2005",
        "end_date": "2012",
    }
    assert items(found, "lesson") == [
        {"text": "Seeds first, training at once."}, {"text": "Schools carry it on."}
    ]  # fmt: skip
    assert found.unmatched == (
        "A story told by those who dug.",
        "Our holidays\n\nWe also went to the sea.",
    )


def test_changes_are_accepted_remarks_kept_and_hidden_words_left_out(tmp_path: Path) -> None:
    found = one(sent.reviewed(tmp_path / "story.docx"))

    assert answers(found) == {"overview": "Farmers visited farms in Brazil."}
    assert found.notices == (
        "2 tracked changes were taken as accepted.",
        "Hidden text was left out.",
    )
    (remark,) = found.comments
    assert (remark.path, remark.quote) == (("overview",), "farms in Brazil.")
    assert (remark.text, remark.author) == ("Which farms?", "Bo")


def test_a_table_of_results_is_read_by_its_columns(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Results", 1)
    sent.table(
        document,
        [
            ("What changed", "Before", "Reached", "Unit"),
            ("Gardens planted", "0", "37 656", "families"),
            ("Schools reached", "", "75", "schools"),
        ],
    )
    document.save(str(tmp_path / "r.docx"))

    found = one(tmp_path / "r.docx")

    assert items(found, "result") == [
        {"statement": "Gardens planted", "baseline": "0", "actual": "37656", "unit": "families"},
        {"statement": "Schools reached", "actual": "75", "unit": "schools"},
    ]
    assert {answer.trust for answer in found.answers} == {Trust.COLUMN}


def test_a_table_of_names_is_no_table_of_questions(tmp_path: Path) -> None:
    """Three columns of which one is headed like a question."""
    document = docx.Document()
    document.add_heading("Challenge", 1)
    sent.table(document, [("Name", "Institution", "City"), ("Ana", "EMBRAPA", "Brasília")])
    document.save(str(tmp_path / "t.docx"))

    found = one(tmp_path / "t.docx")

    assert answers(found) == {"challenge": "Name | Institution | City\nAna | EMBRAPA | Brasília"}


def test_a_heading_that_is_nearly_ours_is_taken_with_a_doubt(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Key results and main impact", 1)
    document.add_paragraph("Families eat better.", style="List Bullet")
    document.save(str(tmp_path / "t.docx"))

    found = one(tmp_path / "t.docx")

    (answer,) = found.answers
    assert (answer.path[0], answer.value) == ("result", "Families eat better.")
    assert answer.doubt == "Whether this is what is asked here is a guess."


def test_cells_that_span_others_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    made = sent.table(
        document,
        [
            ("Title", "Gardens", ""),
            ("Overview", "One", "more"),
            ("", "Two", ""),
            ("Short name", "G", ""),
        ],
    )
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(1, 0).merge(made.cell(2, 0))
    document.save(str(tmp_path / "t.docx"))

    assert answers(one(tmp_path / "t.docx")) == {
        "title": "Gardens", "overview": "One\n\nmore\n\nTwo", "short_name": "G"
    }  # fmt: skip


# ---------------------------------------------------------------- what words mean


def member(name: str, group: str = "") -> FieldDefinition:
    held: Any = CASE.groups()[group] if group else CASE
    found = held.by_name[name]
    assert isinstance(found, FieldDefinition)
    return found


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,857,380", "en", "1857380"),
        ("1.857.380,50", "pt", "1857380.50"),
        ("1 857 380,5", "fr", "1857380.5"),
        ("1\u202f857\u202f380,5", "fr", "1857380.5"),
        ("4.5", "en", "4.5"),
        ("4,5", "es", "4.5"),
        ("1,250", "en", "1250"),
        ("1.250", "fr", "1250"),
        ("٣٧٬٦٥٦", "ar", "37656"),
        ("−12", "en", "-12"),
        ("about 1.2 million dollars", "en", "1200000"),
        ("2,5 millions d’euros", "fr", "2500000"),
        ("3 مليون", "ar", "3000000"),
        ("none", "en", ""),
    ],
)
def test_numbers_are_read_with_either_comma(text: str, language: str, number: str) -> None:
    found, _beside, doubt = numbers.read(text, language)
    assert (found, doubt) == (number, "")


def test_a_number_that_may_be_two_is_doubtful() -> None:
    assert numbers.read("1.250", "en") == ("1.250", "", "“1.250” may mean 1.250 or 1250.")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("cooperation_type", "Triangular", "triangular"),
        ("cooperation_type", "Triangulaire", "triangular"),
        ("cooperation_type", "تعاون ثلاثي", "triangular"),
        ("start_date", "15.8.2008", "2008-08-15"),
        ("start_date", "desde agosto de 2008", "2008-08"),
        ("end_date", "en cours", ".."),
        ("participants_total", "1 200", 1200),
        ("participants_total", "non connu", MISSING),
        ("participants_total", "غير معروف", {"answer": "unknown"}),
        ("participants_total", "Ne s’applique pas", MISSING),
        ("participants_total", "no aplica", {"answer": "not_applicable"}),
        ("participants_about", "oui", True),
        ("participants_about", "não", False),
        ("participants_about", "نعم", True),
        ("sdg_goal", "2 Zero hunger, 16 Peace, justice, strong institutions", [2, 16]),
        ("sdg_goal", "SDG 6; 13", [6, 13]),
        ("keywords", "rice; water، seeds", ["rice", "water", "seeds"]),
        ("keywords", "- rice, dry\n- water", ["rice, dry", "water"]),
        ("title", "**Bold** title\nin two lines", "Bold title in two lines"),
        ("adaptation", "Nothing of the list", {"note": "Nothing of the list"}),
    ],
)
def test_words_are_understood_by_the_kind_of_the_field(name: str, text: str, value: Any) -> None:
    assert Reader("en").understood(member(name), text).value == value


def test_a_code_and_its_note_are_told_apart() -> None:
    codes = {code: label for label, code in labels("adaptation_degree").items()}
    code = next(iter(codes))
    found = Reader("en").understood(member("adaptation"), f"{codes[code]}: The wheels were larger.")
    assert found.value == {"code": code, "note": "The wheels were larger."}


def labels(name: str) -> dict[str, Any]:
    from ssc_desktop.record.vocabularies import vocabulary

    return {entry.labels["en"]: entry.code for entry in vocabulary(name).entries}


def test_every_choice_is_understood_in_every_language() -> None:
    reader = Reader("en")
    for holder in (CASE, *CASE.groups().values()):
        for asked in holder.fields:
            if isinstance(asked, FieldDefinition) and asked.vocabulary and asked.kind == "choice":
                _understands_all(reader, asked)


def _understands_all(reader: Reader, asked: FieldDefinition) -> None:
    from ssc_desktop.record.vocabularies import vocabulary

    listed = vocabulary(asked.vocabulary)
    for entry in listed.entries:
        for said in entry.labels.values():
            found = reader.understood(asked, said).value
            if listed.meant(said) == entry.code and not isinstance(found, dict):
                assert found == entry.code, (asked.name, said)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("3. Results and impact", "result"),
        ("LESSONS LEARNED:", "lesson"),
        ("Défi", "challenge"),
        ("Lecciones aprendidas", "lesson"),
        ("Country(ies)", questions.COUNTRIES),
        ("1.2 Durée (mois et année)", questions.DURATION),
        ("The problem", "challenge"),
        ("Our holidays", None),
        ("A", None),
        ("", None),
    ],
)
def test_headings_are_known_as_people_write_them(heading: str, name: str | None) -> None:
    found = questions.asked(heading)
    assert (found.name if found else None) == name


def test_no_word_of_a_text_of_others_is_passed_over(tmp_path: Path) -> None:
    """A second title, a heading alone, columns that no field has, roles and more, a caption."""
    opened = docx.Document()
    opened.add_heading("Rice Qx1z", 0)
    opened.add_heading("Overview", 1)
    opened.add_paragraph("Farmers learned. Qx2z")
    opened.add_heading("Context Qx3z", 1)
    opened.add_heading("Partners", 1)
    rows = [("Name", "Country", "Role", "Remark Qx4z"), ("FAO", "Uganda", "Pays Qx5z", "Qx6z")]
    _table(opened, rows)
    opened.add_paragraph("Figure 1. Qx7z", style="Caption")
    asked = [("Title", "Rice", "Qx8z"), ("Country", "Uganda", ""), ("A remark Qx9z", "", "")]
    _table(opened, asked)
    opened.save(str(tmp_path / "story.docx"))

    found = one(tmp_path / "story.docx")

    told = [*found.unmatched, *(f"{one.text} {one.value}" for one in found.answers)]
    assert [n for n in range(1, 10) if f"Qx{n}z" not in " ".join(told)] == []


def _table(opened: Any, rows: Sequence[tuple[str, ...]]) -> None:
    table = opened.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
