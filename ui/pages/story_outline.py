"""The outline beside the story: its ring, its sections, and the way to the next gap."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.completeness import Standing
from ui.theme.look import look
from ui.widgets.mirroring import leading_margins
from ui.widgets.section_list import COMPACT_WIDTH, SectionList
from ui.widgets.speaking import Speaking, button, icon_button, named, plain_label
from ui.widgets.story_ring import StoryRing

_WIDTH = 224
_RINGS = COMPACT_WIDTH + 18


class StoryOutline(Speaking, QWidget):
    """Shows words, or only pictures and rings where the side panel needs the room."""

    gap_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rings = False
        self._gaps = 0
        self._told = False
        layout = QVBoxLayout(self)
        edge = look.px(9)
        layout.setContentsMargins(edge, look.px(12), edge, look.px(14))
        layout.setSpacing(look.px(8))
        layout.addLayout(self._head())
        self.sections = SectionList()
        layout.addWidget(self.sections)
        layout.addStretch(1)
        self.small_gap = icon_button("flag", "accent", 18)
        self.small_gap.clicked.connect(self.gap_wanted)
        layout.addWidget(self.small_gap, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._hint())
        self.say(self._say_words)
        look.changed.connect(self._say_words)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        leading_margins(row, 0, 0, look.px(6), 0)
        self._title = plain_label("small-strong")
        self._title.setIndent(look.px(12))
        row.addWidget(self._title, 1)
        self.ring = StoryRing()
        row.addWidget(self.ring)
        return row

    def _hint(self) -> QFrame:
        self.hint = QFrame()
        self.hint.setProperty("role", "hint")
        inside = QVBoxLayout(self.hint)
        inside.setContentsMargins(look.px(14), look.px(12), look.px(14), look.px(14))
        inside.setSpacing(look.px(9))
        self._hint_text = plain_label("blue", wraps=True)
        self.next_gap = button("blue")
        self.next_gap.clicked.connect(self.gap_wanted)
        inside.addWidget(self._hint_text)
        inside.addWidget(self.next_gap, 0, Qt.AlignmentFlag.AlignLeading)
        return self.hint

    def _say_words(self) -> None:
        self._title.setText(_("In this story"))
        self.next_gap.setText(_("Go to next gap"))
        self.next_gap.updateGeometry()
        self.next_gap.setToolTip(_("Go to the next answer that is missing (Ctrl+G)"))
        named(self.small_gap, _("Go to the next answer that is missing"), "Ctrl+G")
        self._say_gaps()
        self.next_gap.ensurePolished()
        self._fit()

    # ------------------------------------------------------------ what it shows

    def show_standing(self, standing: Standing | None, gaps: int) -> None:
        """Show how far the story is told, and how many answers are missing."""
        self._told, self._gaps = standing is not None, gaps
        if standing is not None:
            self.sections.show_standing(standing)
            self.ring.show_percent(standing.percent)
        self._say_gaps()

    def _say_gaps(self) -> None:
        n = self._gaps
        if n:
            said = ngettext(
                "{n} answer is missing before this story is complete.",
                "{n} answers are missing before this story is complete.", n,
            ).format(n=n)  # fmt: skip
        else:
            said = _("Nothing is missing. The story can be called complete.")
        self._hint_text.setText(said)
        self.next_gap.setVisible(bool(n))
        self.hint.setVisible(self._told and not self._rings)
        self.small_gap.setVisible(self._told and self._rings and bool(n))

    def show_rings(self, rings: bool) -> None:
        """Show only pictures and rings, or the words too."""
        self._rings = rings
        self.sections.set_compact(rings)
        self._title.setVisible(not rings)
        self._say_gaps()
        self._fit()

    @property
    def whole_width(self) -> int:
        """How wide it is with words; long ones of other languages need more than the usual."""
        names = (made.whole_width for made in self.sections.buttons.values())
        least = max(self.next_gap.sizeHint().width() + look.px(48), look.px(22) + max(names))
        return max(look.px(_WIDTH), least)

    def _fit(self) -> None:
        self.setFixedWidth(look.px(_RINGS) if self._rings else self.whole_width)
