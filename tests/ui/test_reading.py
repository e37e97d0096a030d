import pytest
from pytestqt.qtbot import QtBot

from ssc_desktop import i18n
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition
from ssc_desktop.services.answers import OpenedCase
from tests.ui.driving import put
from ui.viewmodels.story_editor import StoryEditor
from ui.widgets.form.asking import Asking
from ui.widgets.form.control import Asked
from ui.widgets.form.line_controls import DateControl, DecimalControl, LineControl, read_decimal
from ui.widgets.form.making import member
from ui.widgets.form.prose_controls import ProseControl
from ui.widgets.form.question import Question


def _question(qtbot: QtBot, name: str, **values: object) -> Question:
    editor = StoryEditor()
    case = Case(case_uuid="0192b1b0-7b5f-7000-8000-000000000001", **values)  # type: ignore[arg-type]
    editor.open(OpenedCase(case, "", {}, contested=False, deleted=False))
    field = CASE.named(name)
    assert isinstance(field, FieldDefinition)
    made = member(Asking(editor, member), field, (name,))
    assert isinstance(made, Question)
    qtbot.addWidget(made)
    made.editor = editor  # type: ignore[attr-defined]  # keeps the editor as long as the question
    made.show()
    return made


def _value(question: Question) -> object:
    return question._asking.editor.value(question.path)  # noqa: SLF001


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8 745 860", "8745860"),
        ("8,745,860", "8745860"),
        ("1.857.380,50", "1857380.50"),
        ("4,5", "4.5"),
        ("0,125", "0.125"),
        ("1,500", "1500"),
        ("٦٢٠٠", "6200"),
        ("about ten", None),
        ("", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, meant: str | None) -> None:
    assert read_decimal(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6.200", "6200"),
        ("6,200", "6200"),
        ("0.125", "0.125"),
        ("-0,125", "-0.125"),
        ("4.5", "4.5"),
        ("1.234,567", "1234.567"),
        ("1.857.380,50", "1857380.50"),
    ],
)
def test_a_point_groups_thousands_where_fractions_follow_a_comma(typed: str, meant: str) -> None:
    assert read_decimal(typed, comma=True) == meant


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
def test_leaving_a_number_twice_does_not_change_what_it_says(qtbot: QtBot, language: str) -> None:
    i18n.use(language)
    field = CASE.groups()["financial_input"].by_name["amount"]
    assert isinstance(field, FieldDefinition)
    control = DecimalControl(Asked(field, StoryEditor(), within_item=True))
    qtbot.addWidget(control)
    control.show_value("12.857")
    said = control.line.text()

    control.finish()
    control.finish()

    assert control.line.text() == said
    assert control.meant(said) == "12.857"
    i18n.use("en")


def test_a_date_is_read_and_shown_in_clean_words(qtbot: QtBot) -> None:
    question = _question(qtbot, "start_date")
    control = question.control
    assert isinstance(control, DateControl)

    put(control.line, "aug 2008")
    assert _value(question) == "2008-08"
    control.finish()

    assert control.line.text() == "August 2008"


def test_a_date_that_is_not_understood_stays_and_is_pointed_at(qtbot: QtBot) -> None:
    question = _question(qtbot, "start_date")
    control = question.control
    assert isinstance(control, LineControl)

    put(control.line, "when the rains came")
    question.refresh()

    assert _value(question) is None
    assert control.line.text() == "when the rains came"
    assert control._note.text().startswith("Kept here")  # noqa: SLF001


def test_words_are_counted_against_the_range_amber_at_most(qtbot: QtBot) -> None:
    question = _question(qtbot, "overview")
    control = question.control
    assert isinstance(control, ProseControl)

    put(control.prose, "one two three")
    assert control._count.text() == "3 words  ·  aim for 60–180"  # noqa: SLF001
    put(control.prose, "word " * 181)

    assert control._count.property("role") == "amber"  # noqa: SLF001


def test_every_question_can_be_answered_without_a_value(qtbot: QtBot) -> None:
    question = _question(qtbot, "challenge", challenge="Dry years.")
    seen = []

    for _press in range(4):
        question.cycle_answer()
        seen.append(_value(question))

    assert seen == [Answer.UNKNOWN, Answer.NOT_APPLICABLE, Answer.WITHHELD, None]
    assert question.control.isVisibleTo(question)


def test_a_story_with_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    question = _question(qtbot, "overview", overview="<b>bold</b> & <script>")
    control = question.control
    assert isinstance(control, ProseControl)

    assert control.prose.toPlainText() == "<b>bold</b> & <script>"


def test_the_box_grows_with_its_text(qtbot: QtBot) -> None:
    question = _question(qtbot, "activities")
    question.resize(500, 300)
    control = question.control
    assert isinstance(control, ProseControl)
    before = control.prose.height()

    put(control.prose, "A long line of words that goes on. " * 30)

    qtbot.waitUntil(lambda: control.prose.height() > 2 * before)
