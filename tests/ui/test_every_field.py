"""Every answer of the dictionary: given, undone, redone, emptied, not known, and there again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from ssc_desktop.record import CASE, Answer, FieldDefinition, GroupDefinition, Kind, Noted
from ssc_desktop.record.values import given
from tests.ui.driving import Desk, put
from ui.viewmodels import choices
from ui.widgets.form.fixed_rows import FixedRows
from ui.widgets.form.limits_box import LimitsBox
from ui.widgets.form.question import Question

Path_ = tuple[str, ...]

_TYPED = {
    Kind.LINE: ("Village of Kisumu", "Village of Kisumu"),
    Kind.TEXT: ("Trust came first.", "Trust came first."),
    Kind.LINES: ("One line", ("One line",)),
    Kind.COUNT: ("1,200", 1200),
    Kind.DECIMAL: ("12.5", "12.5"),
    Kind.FIGURE: ("a quarter", "a quarter"),
    Kind.DATE: ("Aug 2008", "2008-08"),
}
_CHOSEN = {Kind.CHOICE, Kind.CHOICES, Kind.MARKS, Kind.REFERENCE, Kind.REFERENCES}


def fields_of(members: Any) -> list[FieldDefinition]:
    """The fields that a person answers."""
    return [one for one in members if isinstance(one, FieldDefinition) and not one.automatic]


def test_the_walk_below_forgets_no_field() -> None:
    met = {one.name for section in CASE.sections for one in section.fields}

    assert met == {one.name for one in CASE.asked}
    assert len(CASE.sections) == 9


@pytest.mark.parametrize("section", [section.name for section in CASE.sections])
def test_every_answer_of_a_section(qtbot: QtBot, tmp_path: Path, section: str) -> None:
    desk = _opened(qtbot, tmp_path)
    walker = _Walker(desk, tmp_path)
    definition = next(one for one in CASE.sections if one.name == section)
    paths = list(walker.questions(definition.fields))
    assert paths
    told = {path: walker.answered(path, field) for path, field in paths}
    fixed = {path: desk.shelf.editor.value(path) for path in walker.fixed}
    desk.rest()
    desk.close()

    desk = _again(qtbot, tmp_path)
    for path, value in {**told, **fixed}.items():
        assert desk.shelf.editor.value(path) == value, path
    for path, _field in paths:
        desk.question(*path).cycle_answer()
        assert desk.shelf.editor.value(path) is Answer.UNKNOWN, path
    desk.rest()
    desk.close()

    desk = _again(qtbot, tmp_path)
    for path, _field in paths:
        assert desk.shelf.editor.value(path) is Answer.UNKNOWN, path
        assert desk.question(*path).control.isHidden(), path
    desk.close()


def _opened(qtbot: QtBot, folder: Path) -> Desk:
    """A story in which everything is asked, beside another one to refer to."""
    desk = Desk(qtbot, folder / "library")
    desk.new_story()
    desk.type_into("Another story", "title")
    desk.new_story()
    desk.choose("case_study", "record_depth")
    desk.shelf.editor.show_all(True)
    desk.rest()
    desk.wait(lambda: bool(desk.shelf.editor.stories))
    return desk


def _again(qtbot: QtBot, folder: Path) -> Desk:
    desk = Desk(qtbot, folder / "library")
    desk.wait(lambda: desk.shelf.editor.case is not None and desk.quiet())
    desk.form.build_all()
    desk.shelf.editor.show_all(True)
    return desk


class _Walker:
    """Answers every question as a person does."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._editor = desk.shelf.editor
        self.fixed: list[Path_] = []
        """Groups with a fixed row for each code, which were answered whole."""

    def questions(self, members: Any) -> Iterator[tuple[Path_, FieldDefinition]]:
        """All questions of a section; items are added on the way."""
        for member in members:
            if isinstance(member, GroupDefinition):
                yield from self._group(member, (member.name,))
            elif not member.automatic:
                yield (member.name,), member

    def _group(
        self, group: GroupDefinition, path: Path_
    ) -> Iterator[tuple[Path_, FieldDefinition]]:
        member = self._desk.member(*path)
        if isinstance(member, FixedRows | LimitsBox):
            if isinstance(member, FixedRows):
                self._answer_rows(member, path)
            else:
                self._hide_part(member, path)
            self.fixed.append(path)
            return
        self._answer_whole(member, path)
        item = self._attached() if path == ("attachment",) else self._desk.add(*path)
        for inner in group.fields:
            if isinstance(inner, GroupDefinition):
                yield from self._group(inner, (*path, item, inner.name))
            elif not inner.automatic:
                yield (*path, item, inner.name), inner
        self._away_and_back(path, item)

    def _answer_whole(self, member: Any, path: Path_) -> None:
        """Not known, as a whole, undone again."""
        member.cycle_answer()
        assert self._editor.value(path) is Answer.UNKNOWN, path
        self._editor.undo()
        assert not given(self._editor.value(path)), path
        self._editor.redo()
        self._editor.undo()

    def _attached(self) -> str:
        picture = QImage(64, 48, QImage.Format.Format_RGB32)
        picture.fill(QColor("teal"))
        file = self._folder / "boats.png"
        picture.save(str(file))
        self._desk.answers.files = (file,)
        self._desk.group("attachment").add.click()
        self._desk.wait(lambda: len(self._editor.items(("attachment",))) == 1)
        return self._editor.items(("attachment",))[0].id

    def _away_and_back(self, path: Path_, item: str) -> None:
        """An item is removed, and undo brings it back where it was."""
        before = self._editor.items(path)
        self._desk.group(*path).remove_item(item)
        assert item not in [one.id for one in self._editor.items(path)]
        self._editor.undo()
        assert self._editor.items(path) == before

    def _answer_rows(self, rows: FixedRows, path: Path_) -> None:
        """The first row of a fixed group: how far, and in which words."""
        row = next(iter(rows.rows.values()))
        next(iter(row.degree.buttons.values())).click()
        assert len(self._editor.items(path)) == 1
        self._editor.undo()
        assert not self._editor.items(path)
        self._editor.redo()
        if row.words is not None:
            put(row.words, "In their own words")
        assert len(self._editor.items(path)) == 1

    def _hide_part(self, grid: LimitsBox, path: Path_) -> None:
        """One cell of the grid of what is hidden from whom."""
        before = self._editor.value(path)
        next(iter(grid.cells.values())).click()
        after = self._editor.value(path)
        assert after != before
        while self._editor.value(path) != before:
            self._editor.undo()
        while self._editor.value(path) != after:
            self._editor.redo()

    def answered(self, path: Path_, field: FieldDefinition) -> Any:
        """Answer a question in every way; returns the answer that stays."""
        editor, question = self._editor, self._desk.question(*path)
        before = editor.value(path)
        wanted = self._enter(question, path, field)
        value = editor.value(path)
        assert value == wanted, path
        editor.undo()
        assert editor.value(path) == before, path
        editor.redo()
        assert editor.value(path) == value, path
        self._empty(question, path, value)
        question.cycle_answer()
        assert editor.value(path) is Answer.UNKNOWN, path
        editor.undo()
        assert editor.value(path) == value, path
        editor.redo()
        assert editor.value(path) is Answer.UNKNOWN, path
        for _ in range(3):  # does not apply, not to be told, nothing
            question.cycle_answer()
        assert not given(editor.value(path)), path
        editor.undo()
        editor.undo()
        assert editor.value(path) == value, path
        return value

    def _enter(self, question: Question, path: Path_, field: FieldDefinition) -> Any:
        if field.pattern:
            put(question.control.target, field.example)
            return field.example
        if field.kind in _TYPED and not (field.kind is Kind.REFERENCE and field.refers_to):
            words, value = _TYPED[field.kind]
            put(question.control.target, words)
            return value
        if field.kind is Kind.NOTED:
            control: Any = question.control
            put(control.words.target, "In words")
            return Noted(None, "In words")
        if field.kind is Kind.YES_NO:
            self._desk.choose(True, *path)
            return True
        if field.kind is Kind.REFERENCE and not field.refers_to:
            put(question.control.target, "01a0c453-7903-7d72-9572-000000000009")
            return "01a0c453-7903-7d72-9572-000000000009"
        return self._choose(path, field)

    def _choose(self, path: Path_, field: FieldDefinition) -> Any:
        assert field.kind in _CHOSEN, (path, field.kind)
        place = choices.place_to_add(field)
        if not choices.options(field, self._editor) and place:
            self._desk.add(*place)
        held = self._editor.value(path)
        codes = [one.code for one in choices.options(field, self._editor)]
        code = next(one for one in codes if one != held)
        self._desk.choose(code, *path)
        return code if field.kind in {Kind.CHOICE, Kind.REFERENCE} else (code,)

    def _empty(self, question: Question, path: Path_, value: Any) -> None:
        """Take what was typed out again with the keyboard."""
        target = question.control.target
        if not isinstance(value, str | tuple | int) or not isinstance(
            target, QLineEdit | QTextEdit
        ):
            return
        target.selectAll()
        QTest.keyClick(target, Qt.Key.Key_Delete)
        assert self._editor.value(path) is None, path
        self._editor.undo()
        assert self._editor.value(path) == value, path
