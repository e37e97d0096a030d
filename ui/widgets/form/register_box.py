"""Consent of persons: everybody the story names or shows, and the consents below."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.register import Person, State
from ui.overriding import override
from ui.theme.look import look
from ui.theme.placing import placed
from ui.viewmodels import persons
from ui.viewmodels.persons import Line
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.form.asking import Asking
from ui.widgets.form.group_box import GroupBox
from ui.widgets.mirroring import leading_margins
from ui.widgets.picture import Picture
from ui.widgets.speaking import button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import Path


class PersonRow(QWidget):
    """One person: name, where, how it stands, and the one thing to do."""

    def __init__(self, box: "RegisterBox", line: Line, person: Person) -> None:
        super().__init__()
        self.line = line
        across = QHBoxLayout(self)
        leading_margins(across, look.px(14), look.px(8), look.px(10), look.px(8))
        across.setSpacing(look.px(10))
        across.addWidget(Picture("user" if person.name else "image", "muted", 17), 0,
                         Qt.AlignmentFlag.AlignTop)  # fmt: skip
        flow = QWidget()
        flowing = FlowLayout(flow, look.px(8))
        words = QWidget()
        down = QVBoxLayout(words)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self.name = plain_label("label", wraps=True)
        self.name.setText(line.name)
        down.addWidget(self.name)
        where = plain_label("small", wraps=True)
        where.setText(line.where)
        down.addWidget(where)
        where.setVisible(bool(line.where))
        words.setMinimumWidth(look.px(190))
        flowing.addWidget(words)
        chip = Chip(line.tone, bold=True)
        flowing.addWidget(chip)
        chip.set_text(line.said)
        across.addWidget(flow, 1)
        self._add_actions(across, box, person)

    def _add_actions(self, across: QHBoxLayout, box: "RegisterBox", person: Person) -> None:
        line = self.line
        if line.state is State.NONE:
            note = button("secondary")
            note.setObjectName("note_consent")
            note.setText(_("Note consent"))
            note.setAccessibleName(_("Note the consent of {name}").format(name=line.name))
            note.clicked.connect(partial(box.note, person))
            across.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)
            return
        show = button("plain")
        show.setText(_("Show"))
        show.setAccessibleName(_("Show the consent of {name}").format(name=line.name))
        show.clicked.connect(lambda: box.open_item(line.consent))
        across.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        withdrawn = line.state is State.WITHDRAWN
        change = button("plain")
        change.setObjectName("withdraw_consent")
        change.setText(_("Not withdrawn") if withdrawn else _("Withdraw"))
        pattern = _("{name} did not withdraw") if withdrawn else _("{name} withdraws consent")
        change.setAccessibleName(pattern.format(name=line.name))
        change.clicked.connect(lambda: box.change_withdrawal(line.consent, withdrawn=withdrawn))
        across.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)


class RegisterBox(GroupBox):
    """The group `consent_record`."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        self._people: QFrame | None = None
        self._shown: tuple[Line, ...] = ()
        super().__init__(asking, group, path)
        self._people = QFrame()
        self._people.setProperty("role", "box")
        self._list = QVBoxLayout(self._people)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        at = self.body.indexOf(self.table)
        self._title = plain_label("small-strong", wraps=True)
        self._notice = self._build_notice()
        self._below = plain_label("small-strong", wraps=True)
        self._title.setContentsMargins(0, look.px(6), 0, look.px(2))
        self._below.setContentsMargins(0, look.px(10), 0, look.px(2))
        for widget in (self._title, self._people, self._notice, self._below):
            self.body.insertWidget(at, widget)
            at += 1
        asking.editor.changed.connect(self._on_changed)
        asking.editor.opened.connect(self._show_people)
        self.say(self._show_anew)

    def _build_notice(self) -> QFrame:
        notice = QFrame()
        notice.setProperty("role", "warm")
        inside = QHBoxLayout(notice)
        leading_margins(inside, look.px(14), look.px(8), look.px(10), look.px(8))
        self._notice_words = plain_label("amber", wraps=True)
        inside.addWidget(self._notice_words, 1)
        self.announce = button("secondary")
        self.announce.setObjectName("announce_withdrawal")
        self.announce.clicked.connect(self._announce)
        inside.addWidget(self.announce)
        return notice

    # ------------------------------------------------------------ what it shows

    def _show_anew(self) -> None:
        self._title.setText(_("Persons in this story"))
        self._below.setText(_("What they agreed to"))
        self._notice_words.setText(
            _("From now on nothing with this person leaves this computer. A notice asks those "
              "who have the story already to take the person out; it names nobody.")
        )  # fmt: skip
        self.announce.setText(_("Add the notice"))
        self._shown = ()
        self._show_people()

    def _on_changed(self, path: "Path") -> None:
        told = {"authors", "primary_contact", "change_agent", "attachment", "consent_record",
                "withdrawal"}  # fmt: skip
        if path and path[0] in told:
            self._show_people()

    def _show_people(self) -> None:
        if self._people is None:
            return
        found = persons.lines(self.asking.editor)
        self._notice.setVisible(persons.unannounced(self.asking.editor))
        lines = tuple(line for line, _person in found)
        for part in (self._title, self._people):
            part.setVisible(bool(lines))
        self._below.setVisible(bool(lines) and bool(self.rows))
        if lines == self._shown:
            return
        self._shown = lines
        self._fill(found)
        self._people.setAccessibleName(
            ngettext("{n} person in this story", "{n} persons in this story", len(lines)).format(
                n=len(lines)
            )
        )

    def _fill(self, found: tuple[tuple[Line, Person], ...]) -> None:
        focused = self._focused_key()
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (line, person) in enumerate(found):
            if at:
                rule = QFrame()
                rule.setProperty("role", "line")
                self._list.addWidget(rule)
            row = PersonRow(self, line, person)
            self._list.addWidget(row)
            if line.key == focused:
                self._focus_in(row)

    @property
    def people(self) -> list[PersonRow]:
        """The rows of the persons."""
        return [one for one in placed(self._list).values() if isinstance(one, PersonRow)]

    def _focused_key(self) -> str:
        here = self.window().focusWidget()
        for row in self.people:
            if here is not None and row.isAncestorOf(here):
                return row.line.key
        return ""

    def _focus_in(self, row: PersonRow) -> None:
        made = row.findChildren(QPushButton)
        if made:
            made[-1].setFocus()

    @override
    def refresh(self) -> None:
        super().refresh()
        self._show_people()

    # ------------------------------------------------------------ what the person does

    def note(self, person: Person) -> None:
        """Begin a person's consent, and open it."""
        taken_by = self.asking.who()
        self.open_item(persons.note_consent(self.asking.editor, person, taken_by))

    def change_withdrawal(self, consent: str, *, withdrawn: bool) -> None:
        """Note that a person took the consent back, or did not."""
        if withdrawn:
            persons.give_again(self.asking.editor, consent)
        else:
            persons.withdraw(self.asking.editor, consent)

    def _announce(self) -> None:
        item_id = persons.announce(self.asking.editor)
        notices = self.asking.members.get(("withdrawal",))
        if isinstance(notices, GroupBox):
            notices.open_item(item_id)


class ClearanceBox(GroupBox):
    """The group `partner_clearance`: a row for every partner with one press."""

    def __init__(self, asking: Asking, group: GroupDefinition, path: "Path") -> None:
        super().__init__(asking, group, path)
        self.every = button("link", "users", "accent")
        self.every.setObjectName("ask_partners")
        self.every.clicked.connect(lambda: persons.ask_partners(asking.editor))
        self.body.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeading)
        asking.editor.changed.connect(self._on_changed)
        asking.editor.opened.connect(self._show_every)
        self.say(self._show_every)

    def _on_changed(self, path: "Path") -> None:
        if path and path[0] in {"partner", "partner_clearance"}:
            self._show_every()

    def _show_every(self) -> None:
        n = len(persons.partners_to_ask(self.asking.editor))
        self.every.setText(
            ngettext("Add the partner of the story", "Add the {n} partners of the story", n).format(
                n=n
            )
        )
        self.every.setVisible(bool(n))
