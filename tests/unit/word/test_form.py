"""The form that goes by mail: everything is asked, from the definitions, in a way that survives."""

import dataclasses
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssc_desktop.record import CASE, Case, GroupDefinition, Kind, definition_of
from ssc_desktop.record.definition import Definition, defined
from ssc_desktop.record.values import Text
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import DocumentCase, lint
from ssc_desktop.word.form import asking, making, manifest
from ssc_desktop.word.form.making import FULL, OVERVIEW
from ssc_desktop.word.form.recalling import recalled
from tests.unit.word import forms, stories
from tests.unit.word.forms import W14, W

NOT_ASKED = {
    "case_uuid", "status",  # the program's
    "case_code",  # given when the book is made
    "record_depth",  # the form's own
    "translation_of", "same_initiative_as",  # name other stories
    "consent_record", "do_no_harm",  # never leave
    "withdrawal",  # an act in the program
}  # fmt: skip
LANGUAGES = ("en", "fr", "es", "pt", "ar")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return forms.blank(tmp_path_factory.mktemp("form") / "full.docx", FULL)


@pytest.fixture(scope="module")
def asked(full: Path) -> manifest.Manifest:
    found = forms.description(full)
    assert found is not None
    return found


def all_fields(found: manifest.Manifest) -> Iterator[manifest.AskedField]:
    yield from found.fields
    for group in found.groups:
        yield from group.fields


def leaves(members: tuple[Definition, ...], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for member in members:
        if isinstance(member, GroupDefinition):
            yield from leaves(member.fields, (*at, member.name))
        elif member.name == "sha256" or not (
            member.automatic or member.private or member.refers_to == ("consent_record",)
        ):
            yield (*at, member.name)


def test_every_question_of_the_record_is_asked(asked: manifest.Manifest) -> None:
    here = (member for section in CASE.sections for member in section.fields)
    members = tuple(member for member in here if member.name not in NOT_ASKED)
    fixed = {(g.name, g.fixed) for g in CASE.groups().values() if g.fixed}
    wanted = set(leaves(members)) - fixed

    assert {field.path for field in all_fields(asked)} == wanted


def test_the_page_of_overview_asks_what_stands_on_it(tmp_path: Path) -> None:
    found = forms.description(forms.blank(tmp_path / "f.docx"))

    assert found is not None
    here = {field.path[0] for field in all_fields(found)}
    assert here == {m.name for m in CASE.fields if m.overview} - NOT_ASKED


def test_every_question_has_its_bookmark(full: Path, asked: manifest.Manifest) -> None:
    there = forms.bookmarks(forms.body(full))
    rows = [row for group in asked.groups for row in group.rows]
    anchors = [field.anchor for field in asked.fields] + [group.anchor for group in asked.groups]
    anchors += [row.anchor for row in rows] + [name for row in rows for name in row.anchors]

    named = [name for name in there if not name.startswith(("ssc_h_", "ssc_form_"))]
    assert sorted(anchors) == sorted(named)
    assert len(set(there)) == len(there)
    assert max(map(len, there)) <= 40


def test_every_control_has_a_tag_and_an_alias_of_its_own(
    full: Path, asked: manifest.Manifest
) -> None:
    controls = list(forms.body(full).iter(f"{W}sdtPr"))
    tags = [one.find(f"{W}tag").get(f"{W}val") for one in controls]
    aliases = [one.find(f"{W}alias").get(f"{W}val") for one in controls]

    assert len(controls) > 300
    for names in (tags, aliases, [one.find(f"{W}id").get(f"{W}val") for one in controls]):
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 64
    known = {field.tag for field in all_fields(asked)}
    for tag in tags:
        parts = tag.partition("=")[0].partition("+")[0].split("/")
        assert "/".join(part for part in parts if not part.isdigit()) in known


def test_every_choice_can_be_chosen(full: Path, asked: manifest.Manifest) -> None:
    root = forms.body(full)
    ticked = {
        tag.get(f"{W}val")
        for one in root.iter(f"{W}sdtPr")
        for tag in one.findall(f"{W}tag")
        if one.find(f"{W14}checkbox") is not None
    }
    lists = {
        one.find(f"{W}tag").get(f"{W}val"): [
            item.get(f"{W}value") for item in one.iter(f"{W}listItem")
        ]
        for one in root.iter(f"{W}sdtPr")
        if one.find(f"{W}dropDownList") is not None
    }
    for field in asked.fields:
        if not field.codes:
            continue
        codes = [code for code, _label in asked.codes[field.codes]]
        drawn = [f"{field.tag}={code}" in ticked for code in codes]
        assert all(drawn) or lists[field.tag] == codes


def test_the_lists_are_those_of_the_vocabularies(asked: manifest.Manifest) -> None:
    for name, choices in asked.codes.items():
        if name != "yes_no":
            codes = [str(entry.code) for entry in vocabulary(name).entries]
            assert [code for code, _label in choices] == codes


def test_nothing_is_bound_and_no_control_stands_around_paragraphs(full: Path) -> None:
    root = forms.body(full)

    assert not list(root.iter(f"{W}dataBinding"))
    assert not [one for one in root.iter(f"{W}sdtPr") if one.find(f"{W}text") is not None]
    assert all(one.getparent().tag == f"{W}p" for one in root.iter(f"{W}sdt"))


def test_there_is_room_to_write_with_a_pen(full: Path) -> None:
    root = forms.body(full)
    for row in root.iter(f"{W}tr"):
        height = row.find(f"{W}trPr/{W}trHeight")
        assert int(height.get(f"{W}val")) >= 567  # a centimetre
        assert height.get(f"{W}hRule") == "atLeast"
    styles = {one.get(f"{W}val") for one in root.iter(f"{W}tblStyle")}
    assert styles == {"SSCAnswers"}  # the one with borders on all sides


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("depth", [OVERVIEW, FULL])
def test_word_opens_it_without_a_word_of_complaint(
    tmp_path: Path, depth: str, language: str
) -> None:
    path = forms.blank(tmp_path / "f.docx", depth, language)

    assert lint.remarks(path) == []


def test_forms_about_stories_are_as_good(tmp_path: Path) -> None:
    for number, path in enumerate(stories.samples()):
        story = stories.document_case(stories.sample(path))
        made = forms.about(tmp_path / f"{number}.docx", story, ("", "missing")[number % 2])
        assert lint.remarks(made) == []


def test_a_story_that_answers_everything_fits_into_its_form(tmp_path: Path) -> None:
    nasty = "Ali & <Sons> ]]> “quoted” \x0b أرز 🌾"
    story = DocumentCase(stories.full(nasty, items=5))
    everything = forms.about(tmp_path / "f.docx", story, "", "ar")

    assert lint.remarks(everything) == []
    assert "Ali & <Sons> ]]> “quoted” \n أرز 🌾 1" in forms.words(
        forms.place(forms.body(everything), "ssc_f_title")
    )


def test_the_arabic_form_is_mirrored_whole(tmp_path: Path) -> None:
    root = forms.body(forms.blank(tmp_path / "f.docx", FULL, "ar"))

    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in root.iter(f"{W}p"))
    assert all(one.find(f"{W}bidiVisual") is not None for one in root.iter(f"{W}tblPr"))
    assert next(root.iter(f"{W}sectPr")).find(f"{W}bidi") is not None


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    first, second = (forms.blank(tmp_path / f"{n}.docx", FULL) for n in "ab")

    assert first.read_bytes() == second.read_bytes()


def test_a_locked_form_has_a_control_for_every_answer(tmp_path: Path) -> None:
    path = forms.blank(tmp_path / "f.docx", FULL, protect=True)
    found = forms.description(path)
    assert found is not None
    tags = {tag.get(f"{W}val") for tag in forms.body(path).iter(f"{W}tag")}
    heads = {tag.partition("=")[0].partition("+")[0].partition("#")[0] for tag in tags}

    with zipfile.ZipFile(path) as archive:
        assert b'<w:documentProtection w:edit="forms"' in archive.read("word/settings.xml")
    assert {field.tag for field in found.fields} <= heads
    assert lint.remarks(path) == []


def test_a_new_field_is_asked_without_a_change(tmp_path: Path) -> None:
    @dataclass(frozen=True, kw_only=True)
    class More(Case):
        sharing_rule: Text = defined(Kind.TEXT, "How costs are shared", "Who pays?", needs="oRR")

    definition = definition_of(More)
    path = forms.about(tmp_path / "f.docx", DocumentCase(More()), "missing")
    found = forms.description(path)

    assert definition.named("sharing_rule") is not None
    assert found is not None
    assert ("sharing_rule",) in {field.path for field in found.fields}
    assert "ssc_f_sharing_rule" in forms.bookmarks(forms.body(path))


# ---------------------------------------------------------------- about a story


def sample(name: str = "c07") -> Case:
    return stories.sample(next(one for one in stories.samples() if one.stem.startswith(name)))


def test_it_asks_only_what_is_missing(tmp_path: Path) -> None:
    story = dataclasses.replace(sample(), challenge=None, overview="Told.")
    path = forms.about(tmp_path / "f.docx", DocumentCase(story))
    found = forms.description(path)

    assert found is not None
    names = {field.path[0] for field in found.fields}
    assert "challenge" in names
    assert not names & {"title", "overview", "start_date"}
    told = forms.words(forms.body(path))
    assert "Please complete: China-Uganda" in told
    assert "For Rosa Lima" in told
    assert "Told." in told
    assert "Uganda" in told


def test_items_that_lack_an_answer_are_asked_by_name(tmp_path: Path) -> None:
    story = sample()
    lacking = [dataclasses.replace(one, gain_note=None) for one in story.partner]
    path = forms.about(tmp_path / "f.docx", DocumentCase(dataclasses.replace(
        story, partner=(dataclasses.replace(lacking[0], contribution_note="Seed"), *lacking[1:])
    )))  # fmt: skip
    found = forms.description(path)

    assert found is not None
    partners = next(group for group in found.groups if group.path == ("partner",))
    assert [row.item for row in partners.rows] == [one.id for one in story.partner]
    assert ("partner", "gain_note") in {field.path for field in partners.fields}
    root = forms.body(path)
    first = next(
        mark for mark in root.iter(f"{W}bookmarkStart")
        if mark.get(f"{W}name") == partners.rows[0].anchor
    )  # fmt: skip
    assert forms.words(next(first.iterancestors(f"{W}tc"))) == "China"


def test_must_comes_before_what_would_be_good_to_know() -> None:
    chapters = asking.missing(CASE, sample())

    assert chapters[-1].label == "If you have a little more time"
    needed = {one.member.name for chapter in chapters[:-1] for one in chapter.questions}
    later = {one.member.name for one in chapters[-1].questions}
    assert not needed & later


def test_what_exactly_is_missing_is_said(tmp_path: Path) -> None:
    story = dataclasses.replace(sample(), lesson=())
    told = forms.words(forms.body(forms.about(tmp_path / "f.docx", DocumentCase(story))))

    assert "Still missing: " in told
    assert "A lesson about what did not work" in told


def test_what_never_leaves_is_neither_asked_nor_carried(tmp_path: Path) -> None:
    story = stories.full("Secret words", items=2)
    path = forms.about(tmp_path / "f.docx", DocumentCase(story), "")
    with zipfile.ZipFile(path) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())

    assert b"do_no_harm" not in parts
    assert b"consent_record" not in parts
    assert b"withdrawn_on" not in parts


def test_it_carries_no_more_than_it_shows(tmp_path: Path) -> None:
    story = dataclasses.replace(sample(), activities="Words that are not shown.", challenge=None)
    path = forms.about(tmp_path / "f.docx", DocumentCase(story))
    with zipfile.ZipFile(path) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())

    assert b"Words that are not shown" not in parts
    assert str(story.case_uuid).encode() in parts


def test_it_knows_from_which_state_it_was_made(tmp_path: Path) -> None:
    path = forms.about(tmp_path / "f.docx", DocumentCase(sample(), base=("cut-1", "cut-2")))
    found = forms.description(path)

    assert found is not None
    assert found.base == ("cut-1", "cut-2")
    assert found.case_uuid == sample().case_uuid
    assert (found.made_for, found.ask) == ("Rosa Lima", "missing")


def test_what_is_there_stands_in_its_place(tmp_path: Path) -> None:
    story = sample()
    root = forms.body(forms.about(tmp_path / "f.docx", DocumentCase(story), ""))

    assert forms.words(forms.place(root, "ssc_f_title")) == story.title
    chosen = [
        one.find(f"{W}tag").get(f"{W}val")
        for one in root.iter(f"{W}sdtPr")
        for checked in one.iter(f"{W14}checked")
        if checked.get(f"{W14}val") == "1"
    ]
    assert f"cooperation_type={story.cooperation_type}" in chosen
    assert isinstance(story.sdg_goal, tuple)
    assert {f"sdg_goal={goal}" for goal in story.sdg_goal} <= set(chosen)


# ---------------------------------------------------------------- the description


def test_the_description_is_read_back_as_it_was_written(asked: manifest.Manifest) -> None:
    assert manifest.read(manifest.written(asked).encode()) == asked


@pytest.mark.parametrize(
    "part",
    [
        b"", b"<form/>", b"no xml", b"<record xmlns='urn:ssc:record:1'/>",
        b'<form xmlns="urn:ssc:form:1" sha256="00">{}</form>',
    ],
)  # fmt: skip
def test_what_is_no_description_is_none(part: bytes) -> None:
    assert manifest.read(part) is None


def test_a_description_that_was_changed_is_not_believed(asked: manifest.Manifest) -> None:
    changed = manifest.written(asked).replace("overview", "overvieu", 1)

    assert manifest.read(changed.encode()) is None


def test_a_form_that_lost_its_description_can_be_described(asked: manifest.Manifest) -> None:
    assert making.described(FULL, "en") == asked


@pytest.mark.parametrize("ask", ["", "missing"])
def test_it_can_be_told_from_the_bookmarks_what_was_asked(tmp_path: Path, ask: str) -> None:
    partners = [dataclasses.replace(one, gain_note=None) for one in sample().partner]
    story = dataclasses.replace(sample(), partner=tuple(partners), challenge=None)
    path = forms.about(tmp_path / "f.docx", DocumentCase(story), ask)
    names = [
        [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
        for paragraph in forms.body(path).iter(f"{W}p")
    ]

    told, asked = recalled(names, str(story.case_uuid)), forms.description(path)

    assert told is not None
    assert asked is not None
    assert (told.ask, told.depth, told.case_uuid) == (asked.ask, asked.depth, asked.case_uuid)
    assert {one.path for one in told.fields} == {one.path for one in asked.fields}
    for here, there in zip(told.groups, asked.groups, strict=True):
        assert (here.path, here.shape, here.skip) == (there.path, there.shape, there.skip)
        assert [row.item for row in here.rows] == [row.item for row in there.rows]
        assert [row.anchor for row in here.rows] == [row.anchor for row in there.rows]
        if here.shape == "table":
            assert [one.path for one in here.fields] == [one.path for one in there.fields]
        if here.shape == "cards":
            kept = [[name for name in row.anchors if name] for row in here.rows]
            assert kept == [list(row.anchors) for row in there.rows]


def test_a_document_that_is_no_form_is_none() -> None:
    assert recalled([["ssc_f_title"], []], "") is None


def test_labels_and_prompts_are_those_of_the_language(tmp_path: Path) -> None:
    found = forms.description(forms.blank(tmp_path / "f.docx", FULL, "fr"))

    assert found is not None
    labels = {field.path: field.label for field in found.fields}
    assert labels["title",] == "Titre"
    assert dict(found.codes["country"])["BRA"] == "Brésil"
