"""A document of ours that comes back: untouched it says nothing, and every edit is found."""

import dataclasses
import itertools
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import word
from ssc_desktop.errors import WordError
from ssc_desktop.record import Case, record_json
from ssc_desktop.record.found import MISSING, FoundStory, Origin, Trust
from ssc_desktop.word import reading
from tests.unit.word import stories

TORTURE = (
    "Ali & <Sons> said: العربية first, then 水 and ወንጌል.\nA new line \U0001f33e\n\n"
    "- a **bold** item with *slant*\n- another, [a page](https://example.org/?a=1&b=2)\n\n"
    "1. one\n2. two\n\nA star * alone, [brackets], 5 < 6 && 7 > 2; ]]> \u00a0end"
)


def written(path: Path, case: Case, layout: str = "story", language: str = "en") -> Path:
    word.write([stories.document_case(case)], word.DocumentWish(layout, language), path)
    return path


def edited(path: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a document in which texts of its XML were replaced, each once."""

    def change(xml: str) -> str:
        for before, after in changes:
            assert before in xml, before
            xml = xml.replace(before, after, 1)
        return xml

    return rewritten(path, change)


def rewritten(path: Path, change: Callable[[str], str]) -> Path:
    """A copy of a document with another text."""
    target = path.with_name(f"edited-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = change(data.decode()).encode()
            new.writestr(name, data)
    return target


def one(path: Path) -> FoundStory:
    (found,) = reading.parse(path)
    return found


def untouched(found: FoundStory) -> None:
    assert found.answers == ()
    for nothing in (found.removed, found.order, found.unmatched, found.pictures):
        assert nothing == ()
    assert (found.notices, found.comments) == ((), ())


def changes(found: FoundStory) -> dict[tuple[str, ...], object]:
    """What was found, by path; nothing else was."""
    assert (found.removed, found.order, found.unmatched, found.pictures) == ((), (), (), ())
    assert not any(answer.doubt for answer in found.answers)
    return {answer.path: answer.value for answer in found.answers}


@pytest.fixture
def haiti() -> Any:
    return stories.sample(next(p for p in stories.samples() if p.stem.startswith("c15")))


# ---------------------------------------------------------------- nobody touched it


@pytest.mark.parametrize(
    ("layout", "language"),
    [*itertools.product(["story", "overview"], ["en", "fr", "ar"]), ("study", "fr")],
)
def test_nothing_is_found_in_a_sample_that_nobody_touched(
    tmp_path: Path, layout: str, language: str
) -> None:
    for path in stories.samples():
        case = stories.sample(path)
        found = one(written(tmp_path / f"{path.stem}.docx", case, layout, language))
        untouched(found)
        assert (found.kind, found.case_uuid) == (Origin.EXPORT, case.case_uuid)
        assert (found.language, found.form_version) == (language, "1.1")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_found_in_a_story_that_answers_every_question(
    tmp_path: Path, language: str
) -> None:
    case = stories.full("Rice & <water> in مصر and 水", 4)
    found = one(written(tmp_path / "s.docx", case, language=language))
    untouched(found)
    assert found.base_record is not None
    assert record_json.read(found.base_record).title == case.title


def test_nothing_is_found_in_a_story_that_is_hard_to_write(tmp_path: Path) -> None:
    case: Any = stories.full(items=2)
    hard = dataclasses.replace(
        case,
        overview=TORTURE,
        challenge=TORTURE * 3,
        result=tuple(
            dataclasses.replace(
                case.result[0], id=f"0189aaaa-0000-7000-8000-{n:012d}", actual=str(n)
            )
            for n in range(300)
        ),
    )
    untouched(one(written(tmp_path / "s.docx", hard)))


def test_the_record_travels_with_the_cuts_that_it_shows(tmp_path: Path) -> None:
    case = stories.full()
    shown = dataclasses.replace(stories.document_case(case), base=("cut-1", "cut-2"))
    word.write([shown], word.DocumentWish("story", "en"), tmp_path / "s.docx")
    assert one(tmp_path / "s.docx").base_cuts == ("cut-1", "cut-2")


def test_each_of_several_stories_is_read_by_itself(tmp_path: Path, haiti: Any) -> None:
    other = stories.sample(stories.samples()[0])
    both = [stories.document_case(haiti), stories.document_case(other)]
    word.write(both, word.DocumentWish("story", "en"), tmp_path / "two.docx")
    for found in reading.parse(tmp_path / "two.docx"):
        untouched(found)

    named = str(other.short_name)
    said = reading.parse(edited(tmp_path / "two.docx", (f">{named}<", ">Another name<")))

    assert [found.case_uuid for found in said] == [haiti.case_uuid, other.case_uuid]
    untouched(said[0])
    assert changes(said[1]) == {("short_name",): "Another name"}


def test_documents_of_format_1_0_are_still_read(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    target = tmp_path / "old.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "customXml/item1.xml":
                data = re.sub(rb"<pages .*</pages>", b"", data, flags=re.DOTALL)
                data = re.sub(rb' (version|language|layout)="[^"]*"', b"", data)
            new.writestr(name, data)

    found = one(target)

    assert (found.case_uuid, found.form_version) == (haiti.case_uuid, "1.0")
    assert found.base_record is not None
    assert [a for a in found.answers if a.value is not MISSING] == []


def test_data_that_was_changed_is_not_believed(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    target = tmp_path / "changed.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "customXml/item1.xml":
                data = data.replace(b"vegetable", b"potatoes", 1)
            new.writestr(name, data)

    found = one(target)

    assert found.base_record is None
    assert found.notices[0] == "The data in the file was changed; only its pages are read."


def test_a_poster_is_not_taken_for_a_story(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "p.docx", haiti, "poster")
    with pytest.raises(WordError, match="was made to be read: it holds no story as data"):
        reading.parse(path)


# ---------------------------------------------------------------- somebody edited it


def test_words_changed_in_a_text_are_found_there(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    told = str(haiti.challenge)

    found = one(edited(path, (told[:40], f"NEW {told[:40]}")))

    assert changes(found) == {("challenge",): f"NEW {told}"}
    (answer,) = found.answers
    assert answer.trust is Trust.ANCHOR


def test_a_new_title_is_found(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    title = str(haiti.title)
    assert changes(one(edited(path, (f">{title}<", ">Gardens &amp; seeds<")))) == {
        ("title",): "Gardens & seeds"
    }


@pytest.mark.parametrize(
    ("language", "change", "found"),
    [
        ("en", (">2005<", ">about March 2006<"), ("start_date", "2006-03~")),
        ("fr", (">2005<", ">mars 2006<"), ("start_date", "2006-03")),
        ("ar", (">2005<", ">مارس 2006<"), ("start_date", "2006-03")),
        ("en", (">Triangular<", ">Bilateral South-South<"), ("cooperation_type", "bilateral_ssc")),
        ("en", (">Triangular<", ">unknown<"), ("cooperation_type", {"answer": "unknown"})),
    ],
)
def test_short_answers_are_understood_in_the_language_of_the_document(
    tmp_path: Path, haiti: Any, language: str, change: tuple[str, str], found: tuple[str, object]
) -> None:
    name, value = found
    document = written(tmp_path / "s.docx", haiti, language=language)

    assert changes(one(rewritten(document, in_the_row_of(name, *change)))) == {(name,): value}


def in_the_row_of(name: str, before: str, after: str) -> Callable[[str], str]:
    """A change of the first such text behind the label of a field."""

    def change(xml: str) -> str:
        start = xml.index(f'"ssc_f_{name}"')
        return xml[:start] + xml[start:].replace(before, after, 1)

    return change


def test_a_figure_in_a_table_and_its_date_are_two_answers(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    families = haiti.result[0]

    found = one(edited(path, (">37,656\u00a0(2016)<", ">38,000\u00a0(2017)<")))

    assert changes(found) == {
        ("result", families.id, "actual"): "38000",
        ("result", families.id, "actual_date"): "2017",
    }


def test_a_small_line_below_an_item_is_found(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    schools = haiti.result[1]
    assert schools.indicator == "schools"

    found = one(edited(path, (">schools<", ">schools and clinics<")))

    assert changes(found) == {("result", schools.id, "indicator"): "schools and clinics"}


def rows_of(xml: str, group: str) -> list[str]:
    """The rows of the table of a group, without that of the headings."""
    start = xml.index("<w:tbl>", xml.index(f'"ssc_f_{group}"'))
    table = xml[start : xml.index("</w:tbl>", start)]
    rows = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
    return [row for row in rows if '"ssc_r_' in row]


def test_a_row_that_was_taken_away_is_told(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)

    found = one(
        rewritten(path, lambda xml: xml.replace(rows_of(xml, "nonfinancial_input")[1], "", 1))
    )

    assert (found.answers, found.unmatched) == ((), ())
    assert found.removed == (haiti.nonfinancial_input[1].id,)


def test_a_row_that_was_added_is_a_new_item(tmp_path: Path, haiti: Any) -> None:
    def add(xml: str) -> str:
        row = rows_of(xml, "nonfinancial_input")[0]
        new = re.sub(r"<w:bookmark(Start|End)[^>]*>", "", row)
        new = re.sub(r"(<w:t[^>]*>)[^<]*", r"\g<1>", new)
        new = new.replace('preserve">', 'preserve">Seed, material, supplies', 1)
        return xml.replace(row, row + new, 1)

    found = one(rewritten(written(tmp_path / "s.docx", haiti), add))

    (answer,) = found.answers
    group, item, name = answer.path
    assert (group, name, answer.value) == ("nonfinancial_input", "kind", "goods_inputs")
    assert item not in {given.id for given in haiti.nonfinancial_input}
    assert found.removed == ()


def test_rows_in_another_order_are_told_as_such(tmp_path: Path, haiti: Any) -> None:
    def swap(xml: str) -> str:
        first, second, *_others = rows_of(xml, "nonfinancial_input")
        return xml.replace(first, "@", 1).replace(second, first, 1).replace("@", second, 1)

    found = one(rewritten(written(tmp_path / "s.docx", haiti), swap))

    ids = [given.id for given in haiti.nonfinancial_input]
    assert found.answers == ()
    assert found.order == ((("nonfinancial_input",), (ids[1], ids[0], *ids[2:])),)


def test_a_row_that_lost_its_bookmark_is_known_by_its_words(tmp_path: Path, haiti: Any) -> None:
    def lose(xml: str) -> str:
        row = rows_of(xml, "nonfinancial_input")[0]
        return xml.replace(row, re.sub(r"<w:bookmark(Start|End)[^>]*>", "", row), 1)

    untouched(one(rewritten(written(tmp_path / "s.docx", haiti), lose)))


def test_a_column_that_was_taken_away_is_doubtful(tmp_path: Path, haiti: Any) -> None:
    def without_the_last(xml: str) -> str:
        start = xml.index("<w:tbl>", xml.index('"ssc_f_nonfinancial_input"'))
        end = xml.index("</w:tbl>", start)
        table = re.sub(r"<w:tc>(?:(?!</w:tc>).)*</w:tc></w:tr>", "</w:tr>", xml[start:end])
        return xml[:start] + table + xml[end:]

    found = one(rewritten(written(tmp_path / "s.docx", haiti), without_the_last))

    names = {answer.path[2] for answer in found.answers}
    assert len(names) == 1
    assert {answer.value for answer in found.answers} == {None}
    assert all(answer.doubt for answer in found.answers)
    assert found.removed == ()


def test_a_passage_that_answers_nothing_is_kept(tmp_path: Path, haiti: Any) -> None:
    path = written(tmp_path / "s.docx", haiti)
    new = "<w:p><w:r><w:t>We also need a jeep.</w:t></w:r></w:p>"
    # behind the key facts, where no question stands
    found = one(rewritten(path, lambda xml: xml.replace("</w:tbl>", f"</w:tbl>{new}", 1)))

    assert found.answers == ()
    assert found.unmatched == ("We also need a jeep.",)


def test_a_question_that_was_not_answered_before_is_answered_under_its_heading(
    tmp_path: Path, haiti: Any
) -> None:
    assert haiti.unintended is None
    new = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>'
        "<w:r><w:t>Unplanned or unwanted effects</w:t></w:r>"
        "</w:p><w:p><w:r><w:t>Seeds were sold.</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Our cows</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>They are well.</w:t></w:r></w:p>"
    )

    def add(xml: str) -> str:
        end = xml.index("</w:p>", xml.index("</w:p>", xml.index('"ssc_f_challenge"')) + 6) + 6
        return xml[:end] + new + xml[end:]

    found = one(rewritten(written(tmp_path / "s.docx", haiti), add))

    (answer,) = found.answers
    assert (answer.path, answer.value) == (("unintended",), "Seeds were sold.")
    assert answer.trust is Trust.HEADING
    assert found.unmatched == ("Our cows\n\nThey are well.",)


def test_what_was_changed_in_the_key_facts_is_told_with_its_label(
    tmp_path: Path, haiti: Any
) -> None:
    path = written(tmp_path / "s.docx", haiti)
    found = one(edited(path, (">Argentina<", ">Chile<")))
    assert [text for text in found.unmatched if text.startswith("Provider: ")] == [
        "Provider: Chile"
    ]


def test_a_question_that_was_deleted_is_doubtful(tmp_path: Path, haiti: Any) -> None:
    def delete(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index('"ssc_f_challenge"'))
        heading_end = xml.index("</w:p>", start) + 6
        text_end = xml.index("</w:p>", heading_end) + 6
        return xml[:start] + xml[text_end:]

    found = one(rewritten(written(tmp_path / "s.docx", haiti), delete))

    (answer,) = [a for a in found.answers if a.path == ("challenge",)]
    assert answer.value is None
    assert answer.doubt == "The question and its answer no longer stand in the document."


def test_words_that_are_no_code_of_the_list_are_kept_as_a_doubt(tmp_path: Path, haiti: Any) -> None:
    change = in_the_row_of("cooperation_type", ">Triangular<", ">Something new<")
    found = one(rewritten(written(tmp_path / "s.docx", haiti), change))

    (answer,) = found.answers
    assert (answer.value, answer.text) == (MISSING, "Something new")
    assert answer.doubt == "It was not understood as one of the choices."
