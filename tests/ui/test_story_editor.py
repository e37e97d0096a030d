from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.record import CASE, Case, FieldDefinition, GroupDefinition
from ssc_desktop.services.answers import OpenedCase
from tests.strategies import values
from ui.viewmodels import steps
from ui.viewmodels.story_editor import StoryEditor

_ID = "0192b1b0-7b5f-7000-8000-000000000001"


def _opened(**values: object) -> StoryEditor:
    editor = StoryEditor()
    case = Case(case_uuid=_ID, record_depth="full_story", **values)  # type: ignore[arg-type]
    editor.open(OpenedCase(case, "base", {}, contested=False, deleted=False))
    return editor


def test_typing_in_one_field_is_one_step_of_undo() -> None:
    editor = _opened(title="Rice")

    for text in ("Rice a", "Rice an", "Rice and"):
        editor.set_value(("title",), text)
    editor.undo()

    assert editor.value(("title",)) == "Rice"
    assert not editor.can_undo


def test_a_pause_in_typing_begins_a_new_step() -> None:
    editor = _opened(title="Rice")
    editor.set_value(("title",), "Rice and")
    pause = steps.TYPING_PAUSE
    steps.TYPING_PAUSE = 0.0
    editor.set_value(("title",), "Rice and beans")
    steps.TYPING_PAUSE = pause

    editor.undo()

    assert editor.value(("title",)) == "Rice and"


def test_undo_goes_back_through_all_fields_and_forward_again() -> None:
    editor = _opened()
    editor.set_value(("title",), "Rice")
    partner = editor.add(CASE.groups()["partner"], ("partner",))
    editor.set_value(("partner", partner, "name_as_used"), "Benin")

    for _step in range(3):
        editor.undo()
    assert editor.value(("title",)) is None
    for _step in range(3):
        editor.redo()

    assert editor.value(("partner", partner, "name_as_used")) == "Benin"


def test_a_removed_item_comes_back_with_undo_at_its_place() -> None:
    editor = _opened()
    group = CASE.groups()["result"]
    ids = [editor.add(group, ("result",)) for _at in range(3)]

    editor.remove(("result",), ids[1])
    editor.undo()

    assert [item.id for item in editor.items(("result",))] == ids


def test_items_move_up_and_down_and_stop_at_the_ends() -> None:
    editor = _opened()
    group = CASE.groups()["event"]
    first, second = (editor.add(group, ("event",)) for _at in range(2))

    editor.move(("event",), second, -1)
    editor.move(("event",), second, -1)

    assert [item.id for item in editor.items(("event",))] == [second, first]


def test_the_overview_asks_less_than_the_story_and_the_study_most() -> None:
    asked = {}
    for depth in ("overview", "full_story", "case_study"):
        editor = _opened()
        editor.set_value(("record_depth",), depth)
        asked[depth] = {one.name for one in CASE.fields if editor.asks(one, (one.name,))}

    assert asked["overview"] < asked["full_story"] < asked["case_study"]
    assert {"case_institution", "case_authors", "method"} == (
        asked["case_study"] - asked["full_story"]
    )


def test_what_was_answered_is_shown_at_every_depth() -> None:
    editor = _opened(msc="A woman who could not read taught others.")
    editor.set_value(("record_depth",), "overview")

    msc = CASE.named("msc")

    assert msc is not None
    assert editor.asks(msc, ("msc",))


def test_what_the_library_changed_is_not_undone() -> None:
    editor = _opened(title="Rice", status="draft")
    editor.set_value(("title",), "Rice and beans")
    changed = Case(case_uuid=_ID, title="Rice and beans", status="published")

    editor.absorb(("status",), OpenedCase(changed, "later", {}, contested=False, deleted=False))
    editor.undo()

    assert editor.value(("title",)) == "Rice"
    assert editor.value(("status",)) == "published"


def test_undo_says_what_it_takes_back() -> None:
    editor = _opened()
    said = [editor.undo_words]
    editor.set_value(("overview",), "Rice")
    said.append(editor.undo_words)
    editor.set_value(("record_depth",), "overview")
    said.append(editor.undo_words)
    partner = editor.add(CASE.groups()["partner"], ("partner",))
    said.append(editor.undo_words)
    editor.remove(("partner",), partner)
    said.append(editor.undo_words)
    editor.undo()

    assert said == [
        "Undo",
        "Undo typing in Overview",
        "Undo the answer to Depth",
        "Undo adding a partner",
        "Undo removing a partner",
    ]
    assert editor.redo_words == "Redo removing a partner"


def _undo_all(editor: StoryEditor) -> None:
    while editor.can_undo:
        editor.undo()


def _redo_all(editor: StoryEditor) -> None:
    while editor.can_redo:
        editor.redo()


@settings(max_examples=40)
@given(st.data())
def test_undoing_all_is_the_beginning_and_redoing_all_the_end(data: st.DataObject) -> None:
    editor = _opened(title="Rice")
    before = editor.case
    for _ in range(data.draw(st.integers(1, 25))):
        _edit(editor, data)
    after = editor.case

    _undo_all(editor)
    assert editor.case == before
    _redo_all(editor)
    assert editor.case == after
    _undo_all(editor)
    assert editor.case == before


def _edit(editor: StoryEditor, data: st.DataObject) -> None:
    """One thing that a person may do, anywhere in the story."""
    groups = [member for member in CASE.fields if isinstance(member, GroupDefinition)]
    fields = [one for one in CASE.fields if isinstance(one, FieldDefinition) and not one.automatic]
    deed = data.draw(
        st.sampled_from(["answer", "add", "remove", "move", "answer in item", "pause"])
    )
    if deed == "pause":
        editor.close_step()
        return
    if deed == "answer":
        field = data.draw(st.sampled_from(fields))
        editor.set_value((field.name,), data.draw(st.none() | values(field)))
        return
    group = data.draw(st.sampled_from(groups))
    held = editor.items((group.name,))
    if deed == "add" or not held:
        editor.add(group, (group.name,))
        return
    item = data.draw(st.sampled_from(held))
    if deed == "remove":
        editor.remove((group.name,), item.id)
    elif deed == "move":
        editor.move((group.name,), item.id, data.draw(st.sampled_from([-1, 1])))
    else:
        own = [one for one in group.fields if isinstance(one, FieldDefinition)]
        field = data.draw(st.sampled_from(own))
        editor.set_value((group.name, item.id, field.name), data.draw(st.none() | values(field)))
