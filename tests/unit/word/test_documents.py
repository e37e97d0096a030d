import dataclasses
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from ssc_desktop import record, word
from ssc_desktop.errors import Cancelled, WordError
from ssc_desktop.record import Answer, Case, Kind, record_json
from ssc_desktop.record.consent import FieldLimit
from ssc_desktop.record.definition import defined
from ssc_desktop.record.identification import Author, Contact
from ssc_desktop.record.partners import Partner
from ssc_desktop.word import DocumentCase, DocumentWish, lint
from tests.unit.word import stories

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONE = "01890000-0000-7000-8000-900000000001"
TWO = "01890000-0000-7000-8000-900000000002"


def written(case: Case, target: Path, layout: str = "story", language: str = "en") -> str:
    """Write a story and give all text of its pages."""
    word.write([stories.document_case(case)], DocumentWish(layout, language), target)
    assert lint.remarks(target) == []
    return text_of(target)


def text_of(target: Path) -> str:
    return "\n".join(
        "".join(element.text or "" for element in paragraph.iter(f"{W}t"))
        for paragraph in body_of(target).iter(f"{W}p")
    )


def body_of(target: Path) -> "etree._Element":
    with zipfile.ZipFile(target) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def machine_copy(target: Path) -> dict[str, Any]:
    with zipfile.ZipFile(target) as archive:
        root = etree.fromstring(archive.read("customXml/item1.xml"))
    return dict(json.loads(root.text))


def plain(**answers: object) -> Case:
    return Case(case_uuid=ONE, title="Rice grown with less water", **answers)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", stories.samples(), ids=lambda path: path.stem)
@pytest.mark.parametrize("layout", ["overview", "story"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_sample_is_a_document_without_fault(
    path: Path, layout: str, language: str, tmp_path: Path
) -> None:
    case = stories.sample(path)

    written(case, tmp_path / "story.docx", layout, language)

    document = docx.Document(str(tmp_path / "story.docx"))
    assert document.core_properties.title == case.title
    assert document.core_properties.language.startswith(language)


def test_a_story_says_everything_that_was_answered(tmp_path: Path) -> None:
    case = stories.full(text="Oryza")

    said = written(case, tmp_path / "story.docx")

    for section in record.CASE.sections:
        assert section.label in said
    for name in ("What they gained", "Another figure", "How it was adapted", "We look for"):
        assert name in said


def test_the_machine_copy_is_the_story_as_its_readers_may_see_it(tmp_path: Path) -> None:
    case = dataclasses.replace(stories.full(), visibility="public", field_limit=())

    written(case, tmp_path / "story.docx")

    copy = record_json.read(machine_copy(tmp_path / "story.docx"))
    assert copy.result == case.result
    assert copy.do_no_harm is None
    assert copy.consent_record == ()


def test_an_overview_carries_nothing_that_its_page_does_not_print(tmp_path: Path) -> None:
    case = dataclasses.replace(stories.full(), visibility="public", field_limit=())

    written(case, tmp_path / "page.docx", "overview")

    copy = machine_copy(tmp_path / "page.docx")
    also = {"case_uuid", "case_code", "licence", "credit_line"}
    for member in record.CASE.fields:
        if member.name in copy:
            assert member.overview or member.name in also, member.name
    assert copy["title"] == case.title and len(list(copy["partner"])) == 3
    assert set(copy["key_challenge"][0]) == {"id", "challenge"}
    assert record_json.read(copy).activities is None


def test_what_is_said_about_the_file_names_who_its_pages_name(tmp_path: Path) -> None:
    case = dataclasses.replace(
        plain(keywords=("rice", "water")),
        authors=(Author(id=ONE, person="Amina Diallo"),),
        partner=(Partner(id=TWO, partner_kind="organisation", name_as_used="FAO"),),
    )
    creators = {}

    for layout in ("story", "overview"):
        written(case, tmp_path / f"{layout}.docx", layout)
        said = docx.Document(str(tmp_path / f"{layout}.docx")).core_properties
        creators[layout] = said.author
        assert said.keywords == "rice, water"

    assert creators == {"story": "Amina Diallo", "overview": "FAO"}
    assert b"Amina" not in every_byte(tmp_path / "overview.docx")


def test_tables_say_whether_a_row_or_a_column_heads_them(tmp_path: Path) -> None:
    written(stories.full(), tmp_path / "story.docx")

    kinds = set()
    for table in body_of(tmp_path / "story.docx").iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        repeated = len(list(table.iter(f"{W}tblHeader")))
        kinds.add((look.get(f"{W}firstRow"), look.get(f"{W}firstColumn"), repeated))
    assert kinds == {("1", "0", 1), ("0", "1", 0)}


@pytest.mark.parametrize("layout", ["overview", "story"])
def test_private_contacts_go_only_as_far_as_they_were_shared(layout: str, tmp_path: Path) -> None:
    target = tmp_path / "story.docx"
    contacts = (
        Contact(id=ONE, name="Amina Diallo", email="amina@example.org", share="workshop"),
        Contact(id=TWO, name="Bo Secret", email="bo@example.org"),
    )
    case = plain(visibility="workshop", primary_contact=contacts)

    made = word.write([DocumentCase(case)], DocumentWish(layout, "en"), target)

    assert "Amina Diallo" in text_of(target)
    assert b"Bo Secret" not in every_byte(target)
    assert made.left_out == ("“Primary contact”: 1 entry is not shared this far and was left out.",)


def test_a_contact_shared_with_the_workshop_does_not_reach_the_public(tmp_path: Path) -> None:
    contact = Contact(id=ONE, name="Amina Diallo", share="workshop")
    case = plain(visibility="public", primary_contact=(contact,))

    word.write([DocumentCase(case)], DocumentWish("story", "en"), tmp_path / "story.docx")

    assert b"Amina" not in every_byte(tmp_path / "story.docx")


def test_what_could_hurt_somebody_never_leaves(tmp_path: Path) -> None:
    harm = record.Noted("handled", "The clerk would lose her post")

    made = word.write(
        [DocumentCase(plain(do_no_harm=harm))], DocumentWish("story", "en"), tmp_path / "story.docx"
    )

    assert b"lose her post" not in every_byte(tmp_path / "story.docx")
    assert "never leaves this computer" in made.left_out[0]


def test_parts_that_are_hidden_from_the_readers_are_left_out(tmp_path: Path) -> None:
    limit = FieldLimit(id=TWO, circle="workshop", parts=("money", "contacts"))
    full = stories.full()
    case = dataclasses.replace(full, visibility="public", field_limit=(limit,))

    made = word.write([DocumentCase(case)], DocumentWish("story", "en"), tmp_path / "story.docx")

    assert "financial_input" not in machine_copy(tmp_path / "story.docx")
    assert "“Money” is hidden from these readers and was left out." in made.left_out


def test_pictures_do_not_tell_of_persons_who_gave_consent(tmp_path: Path) -> None:
    case = dataclasses.replace(stories.full(), visibility="public", field_limit=())

    written(case, tmp_path / "story.docx")

    copy = json.dumps(machine_copy(tmp_path / "story.docx"))
    assert isinstance(case.consent_record, tuple)
    assert not any(item.id in copy for item in case.consent_record)


def every_byte(target: Path) -> bytes:
    with zipfile.ZipFile(target) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_answers_without_a_value_are_said_in_words(tmp_path: Path) -> None:
    case = plain(
        unintended=Answer.UNKNOWN, result=Answer.NOT_APPLICABLE, start_date=Answer.WITHHELD
    )

    said = written(case, tmp_path / "story.docx")

    for answer in ("unknown", "not applicable", "withheld"):
        assert answer in said


def test_an_unsettled_field_is_marked(tmp_path: Path) -> None:
    full = stories.full()
    assert isinstance(full.lesson, tuple)
    lesson = full.lesson[1].id
    conflicts = frozenset({"challenge", f"lesson/{lesson}/text"})

    word.write(
        [stories.document_case(full, conflicts)], DocumentWish("story", "en"), tmp_path / "s.docx"
    )

    said = text_of(tmp_path / "s.docx")
    assert "The problem (two versions, not settled)" in said
    assert said.count("not settled") == 2


@dataclass(frozen=True, kw_only=True)
class LargerCase(Case):
    soil: str | None = defined(Kind.LINE, "Kind of soil", overview=True)


def test_a_field_added_to_the_record_appears_without_a_change_here(tmp_path: Path) -> None:
    case = LargerCase(case_uuid=ONE, title="Rice", soil="Red and heavy")

    story = written(case, tmp_path / "story.docx")
    overview = written(case, tmp_path / "overview.docx", "overview")

    assert "Kind of soil\nRed and heavy" in story
    assert "Kind of soil\nRed and heavy" in overview


def test_a_story_of_which_little_is_known_has_no_empty_parts(tmp_path: Path) -> None:
    written(Case(case_uuid=ONE), tmp_path / "story.docx")
    said = written(Case(case_uuid=ONE), tmp_path / "overview.docx", "overview")

    assert said.startswith("Story without a title")
    assert len(list(body_of(tmp_path / "story.docx").iter(f"{W}tbl"))) == 0


def test_the_longest_text_goes_in_whole(tmp_path: Path) -> None:
    said = written(plain(activities="word " * 10_000), tmp_path / "story.docx")

    assert said.count("word") == 10_000


def is_chart(paragraph: "etree._Element") -> bool:
    """Whether a paragraph holds a chart: LibreOffice would mirror its letters."""
    return next(paragraph.iter("{*}chart"), None) is not None


def test_an_arabic_document_runs_from_right_to_left(tmp_path: Path) -> None:
    case = dataclasses.replace(stories.full("التعاون"), narrative_language="ar")

    written(case, tmp_path / "story.docx", language="ar")

    body = body_of(tmp_path / "story.docx")
    paragraphs = list(body.iter(f"{W}p"))
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs if not is_chart(p))
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in body.iter(f"{W}tbl"))
    assert body.find(f"{W}body/{W}sectPr/{W}bidi") is not None


def test_the_document_says_its_language_and_marks_the_other(tmp_path: Path) -> None:
    target = tmp_path / "story.docx"
    case = plain(narrative_language="fr", activities="Les paysans montrent leurs champs.")

    written(case, target, language="en")

    with zipfile.ZipFile(target) as archive:
        assert b'<w:lang w:val="en-GB"' in archive.read("word/styles.xml")
        assert b'<w:lang w:val="fr-FR"' in archive.read("word/document.xml")


def test_several_stories_stand_behind_a_filled_list_of_contents(tmp_path: Path) -> None:
    cases = [stories.document_case(stories.sample(path)) for path in stories.samples()[:3]]

    word.write(cases, DocumentWish("story", "en"), tmp_path / "book.docx")

    assert lint.remarks(tmp_path / "book.docx") == []
    body = body_of(tmp_path / "book.docx")
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    assert links[:3] == ["ssc_story", "ssc_story_2", "ssc_story_3"]
    assert len(list(body.iter(f"{W}pageBreakBefore"))) == 3


def test_more_stories_than_word_likes_parts_share_one_machine_copy(tmp_path: Path) -> None:
    cases = [DocumentCase(plain()) for _ in range(160)]

    word.write(cases, DocumentWish("overview", "en"), tmp_path / "book.docx")

    assert lint.remarks(tmp_path / "book.docx") == []
    with zipfile.ZipFile(tmp_path / "book.docx") as archive:
        assert [n for n in archive.namelist() if n.startswith("customXml/item")] == [
            "customXml/item1.xml",
            "customXml/itemProps1.xml",
        ]


def test_the_same_story_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        word.write(
            [stories.document_case(stories.full())], DocumentWish("story", "en"), tmp_path / name
        )

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_stopping_leaves_no_file_and_the_old_one_as_it_was(after: int, tmp_path: Path) -> None:
    target = tmp_path / "story.docx"
    target.write_bytes(b"the old one")
    path = stories.SAMPLES / "c06-ibsa-guinea-bissau.json"
    cases = [stories.document_case(stories.sample(path))] * 2
    asked = iter(range(100))

    with pytest.raises(Cancelled):
        word.write(cases, DocumentWish("story"), target, stop=lambda: next(asked) >= min(after, 4))

    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_only_grows_and_ends_at_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    cases = [stories.document_case(stories.full())] * 3

    word.write(
        cases,
        DocumentWish(),
        tmp_path / "s.docx",
        progress=lambda done, of: seen.append((done, of)),
    )

    assert [done for done, _of in seen] == sorted(done for done, _of in seen)
    assert seen[-1] == (6, 6)


def test_an_unknown_layout_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(WordError, match="no document of this kind"):
        word.write([DocumentCase(plain())], DocumentWish("telegram"), tmp_path / "s.docx")


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    case = stories.sample(stories.SAMPLES / "c06-ibsa-guinea-bissau.json")

    made = word.write([DocumentCase(case)], DocumentWish("story", "en"), tmp_path / "s.docx")

    assert len(made.left_out) == 1
    assert "Flooded rice fields with fruit trees behind (drawing)" in made.left_out[0]
