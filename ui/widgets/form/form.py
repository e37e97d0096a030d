"""The whole form: every section in one page, built piece by piece after it was shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.i18n import _
from ssc_desktop.record.case import CASE
from ui.overriding import override
from ui.theme.look import look
from ui.widgets.form.asking import Asking, Member
from ui.widgets.form.making import member
from ui.widgets.form.section_box import SectionBox
from ui.widgets.mirroring import margins
from ui.widgets.speaking import Speaking, button

if TYPE_CHECKING:
    from ui.viewmodels.advising import AdviceWatch
    from ui.viewmodels.story_editor import Path, StoryEditor

_TURN = 0.012
"""Seconds of building in one turn of the event loop; laying out and painting come on top."""
_WIDEST = 900
_COLUMN = 720

_SETTLING = 500
"""Milliseconds in which the form may still find its places after the keyboard moved."""


class Form(Speaking, QScrollArea):
    """The questions of all sections, bound to the open story."""

    asked_changed = Signal()
    """Other sections have questions now."""
    member_focused = Signal(object)
    """The question or group that the keyboard went to."""
    section_shown = Signal(str)
    """The section that is at the top now."""

    def __init__(self, editor: "StoryEditor") -> None:
        super().__init__()
        self.editor = editor
        self.asking = Asking(editor, member)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setProperty("role", "page")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(self._page)
        self._layout = QVBoxLayout(self._page)
        self._layout.setSpacing(look.px(24))
        self._centred = False
        self._boxes: dict[str, SectionBox] = {}
        self._lines: list[QFrame] = []
        self._more = button("link", "layers", "accent")
        self._more.clicked.connect(lambda: editor.show_all(not editor.all_shown))
        self._build_boxes()
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._build_next)
        self.verticalScrollBar().valueChanged.connect(self._tell_section)
        editor.opened.connect(self._on_opened)
        editor.changed.connect(self._on_changed)
        editor.depth_changed.connect(self._show_asked)
        editor.focus_wanted.connect(self.reveal)
        self._followed = QElapsedTimer()
        self._followed.start()
        self.verticalScrollBar().rangeChanged.connect(self._follow_focus)
        QApplication.instance().focusChanged.connect(self._on_focus)

    def _build_boxes(self) -> None:
        for section in CASE.sections:
            if self._boxes:
                line = QFrame()
                line.setProperty("role", "line")
                self._lines.append(line)
                self._layout.addWidget(line)
            box = SectionBox(self.asking, section)
            self._boxes[section.name] = box
            self._layout.addWidget(box)
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._layout.addStretch(1)
        self.say(self._say_more)
        self.say(self._set_margins)

    @property
    def page(self) -> QWidget:
        """What scrolls: all sections."""
        return self._page

    def start_building(self) -> None:
        """Build one section a turn of the event loop."""
        self._next.start()

    def _build_next(self) -> None:
        box = next((box for box in self._boxes.values() if not box.built), None)
        if box is None:
            self._next.stop()
            self._settle()
            self._tell_section()
            return
        box.build(_TURN)
        if box.built:
            box.show_asked()

    def build_all(self) -> None:
        """Build every section now."""
        for box in self._boxes.values():
            if not box.built:
                box.build()
                box.show_asked()

    @property
    def built(self) -> bool:
        """Whether every section was built."""
        return all(box.built for box in self._boxes.values())

    # ------------------------------------------------------------ the story changes

    def _on_opened(self) -> None:
        for found in list(self.asking.members.values()):
            if len(found.path) == 1:
                found.refresh()
        for found in list(self.asking.members.values()):
            if len(found.path) > 1:
                found.refresh()
        self._show_asked()
        self.verticalScrollBar().setValue(0)
        self.section_shown.emit(next(iter(self._boxes)))

    def _on_changed(self, path: "Path") -> None:
        for at in range(len(path), 0, -2):
            found = self.asking.members.get(path[:at])
            if found is not None:
                if at == len(path):
                    found.refresh()
                else:
                    shows = getattr(found, "show_item", None)
                    if shows is not None:
                        shows(path[at])
        if len(path) > 1 or path[0] in CASE.groups():
            self._refresh_references()

    def advise(self, advising: "AdviceWatch") -> None:
        """Show what is advised at the questions concerned, from now on."""
        self.asking.advising = advising
        advising.changed.connect(self._show_advice)

    def _show_advice(self, paths: "set[Path]") -> None:
        advising, here = self.asking.advising, self.focused_member()
        for path in paths if advising is not None else ():
            for at in range(len(path), 0, -2):
                found = self.asking.members.get(path[:at])
                if found is None or advising is None:
                    continue
                if at == len(path):
                    found.show_advice(advising, writing=found is here)
                elif hasattr(found, "show_item_advice"):
                    found.show_item_advice(path[at])

    def _refresh_references(self) -> None:
        for found in self.asking.members.values():
            if getattr(found.definition, "refers_to", ()):
                found.refresh()

    def _show_asked(self) -> None:
        for box in self._boxes.values():
            box.show_asked()
        names = list(self._boxes)
        for line, name in zip(self._lines, names[1:], strict=True):
            line.setVisible(not self._boxes[name].isHidden())
        self._say_more()
        self.asked_changed.emit()

    @property
    def asked_sections(self) -> set[str]:
        """The sections in which the depth asks something."""
        editor = self.editor
        return {
            section.name
            for section in CASE.sections
            if any(editor.asks(member, (member.name,)) for member in section.fields)
        }

    def _say_more(self) -> None:
        hidden = self.editor.hidden()
        self._more.setVisible(bool(hidden) or self.editor.all_shown)
        if self.editor.all_shown:
            self._more.setText(_("Show only the questions of this depth"))
        else:
            self._more.setText(_("Show the {n} questions beyond this depth").format(n=hidden))

    # ------------------------------------------------------------ going somewhere

    def go_to_section(self, name: str) -> None:
        """Bring a section to the top and put the keyboard into its first question."""
        self._build_up_to(name)
        box = self._boxes[name]
        if box.isHidden():
            self.editor.show_all(True)
        self._settle()
        top = box.mapTo(self._page, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - look.px(22)))
        first = next((made for made in box.members if not made.isHidden()), None)
        if first is not None:
            first.focus_in()

    def reveal(self, path: "Path") -> None:
        """Bring the question at `path` on screen, and the keyboard into it."""
        found = self.bring(path)
        if found is not None:
            found.focus_in()

    def bring(self, path: "Path") -> Member | None:
        """Unfold the question at `path` and bring it on screen."""
        section = next(
            (s.name for s in CASE.sections if any(f.name == path[0] for f in s.fields)), None
        )
        if section is None:
            return None
        self._build_up_to(section)
        top = self.asking.members.get(path[:1])
        if top is None:
            return None
        if top.isHidden():
            self.editor.show_all(True)
        found = top.member_at(path) or top
        self._settle()
        self.ensureWidgetVisible(found, 0, look.px(60))
        return found

    def _build_up_to(self, name: str) -> None:
        for section, box in self._boxes.items():
            box.build()
            if section == name:
                break

    def _settle(self) -> None:
        """Let the layout give everything its place now, so that one can scroll there."""
        self._layout.activate()
        QApplication.sendPostedEvents(self._page, QEvent.Type.LayoutRequest.value)
        QApplication.sendPostedEvents(self, QEvent.Type.LayoutRequest.value)

    @property
    def section(self) -> str:
        """The section at the top of what is on screen."""
        at = self.verticalScrollBar().value() + look.px(80)
        if self.verticalScrollBar().value() == self.verticalScrollBar().maximum() > 0:
            focused = self._focused_section()
            if focused:
                return focused
        found = next(iter(self._boxes))
        if not self.built:
            return found
        for name, box in self._boxes.items():
            if not box.isHidden() and box.y() <= at:
                found = name
        return found

    def _focused_section(self) -> str:
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._page:
            if isinstance(widget, SectionBox):
                return widget.section.name
            widget = widget.parentWidget()
        return ""

    def first_stop(self) -> QWidget:
        """The question of the section on screen that F6 goes to."""
        box = self._boxes[self.section]
        box.build()
        first = next((made for made in box.members if not made.isHidden()), None)
        target = getattr(getattr(first, "control", None), "target", None)
        return target if isinstance(target, QWidget) else first or self._page

    def focused_member(self) -> Member | None:
        """The question or group that the keyboard is in."""
        widget = QApplication.focusWidget()
        if widget is None or not self._page.isAncestorOf(widget):
            return None
        return _member_of(widget)

    def _tell_section(self) -> None:
        self.section_shown.emit(self.section)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and self._page.isAncestorOf(old):
            left = _member_of(old)
            if left is not None and left is not self.focused_member():
                self.editor.leave(left.path)
                if self.asking.advising is not None:
                    left.show_advice(self.asking.advising)
        if new is not None and self._page.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, look.px(30))
            self._followed.start()
            self._tell_section()
            self.member_focused.emit(_member_of(new))

    def _follow_focus(self) -> None:
        """What was just made finds its place only now, maybe below the screen."""
        new = QApplication.focusWidget()
        late = self._followed.elapsed() > _SETTLING
        if not late and new is not None and self._page.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, look.px(30))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_margins()
        super().resizeEvent(event)

    def centre(self, on: bool) -> None:
        """Show one column in the middle, or what stands at the leading edge."""
        self._centred = on
        self._set_margins()

    def member_of(self, widget: QWidget | None) -> Member | None:
        """The question or group that `widget` belongs to."""
        inside = widget is not None and self._page.isAncestorOf(widget)
        return _member_of(widget) if inside else None

    def _set_margins(self) -> None:
        wide = self.viewport().width()
        side = look.edge(self.width())
        over = max(side, wide - side - look.px(_WIDEST))
        if self._centred:
            side = over = max(side, (wide - look.px(_COLUMN)) // 2)
        self._layout.setContentsMargins(margins(self, side, look.px(26), over, look.px(60)))


def _member_of(widget: QWidget | None) -> Member | None:
    while widget is not None and not isinstance(widget, Member):
        widget = widget.parentWidget()
    return widget
