"""The page of the side panel with what reviewers said, and what the authors answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.i18n import _, digits, ngettext
from ui.theme.look import look
from ui.viewmodels import commented
from ui.widgets.cards_page import CardsPage
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.speaking import Speaking, button, plain_label

if TYPE_CHECKING:
    from ui.viewmodels.commented import Commented
    from ui.viewmodels.shelf import Shelf

_DONE = "done"
_CHIPS = {"done": "green", "disagree": "soft", "later": "amber"}


class CommentsPanel(CardsPage):
    """Every comment with its words; a reply is a change of the story, and undo takes it back."""

    place_wanted = Signal(object)
    """The path of an answer that somebody wants to see."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__()
        self._shelf = shelf
        self.cards: list[CommentCard] = []
        self.say(self._show)
        shelf.editor.opened.connect(self._show)
        shelf.editor.changed.connect(self._on_changed)

    def _on_changed(self, path: tuple[str, ...]) -> None:
        if path[:1] == (commented.GROUP,):
            self._show()

    def _show(self) -> None:
        held = commented.comments(self._shelf.editor)
        if [card.comment for card in self.cards] != list(held):
            self._renew(held)
        open_ones = sum(one.reply not in {"done", "disagree"} for one in held)
        if not held:
            said = _(
                "Nobody has commented on this story yet. Comments in a Word document that comes "
                "back stand here."
            )
        elif open_ones:
            said = ngettext(
                "{n} comment wants an answer.", "{n} comments want an answer.", open_ones
            ).format(n=digits(open_ones))
        else:
            said = _("Every comment has its answer.")
        self.words.setText(said)

    def _renew(self, held: "tuple[Commented, ...]") -> None:
        focused = next((card for card in self.cards if card.isAncestorOf(self._here())), None)
        old, self.cards = self.cards, [CommentCard(one) for one in held]
        self.renew(old, self.cards)
        for card in self.cards:
            card.place_wanted.connect(self.place_wanted)
            card.replied.connect(self.reply)
            card.explained.connect(self.explain)
            if focused is not None and focused.comment.path == card.comment.path:
                card.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _here(self) -> QWidget:
        return self.focusWidget() or self

    def reply(self, path: tuple[str, ...], code: str) -> None:
        """Answer a comment with a code of `author_reply`, or take the answer back ("")."""
        self._shelf.editor.set_value((*path, "reply"), code or None)

    def explain(self, path: tuple[str, ...], words: str) -> None:
        """Say why."""
        self._shelf.editor.set_value((*path, "reply_note"), words or None)


class CommentCard(Speaking, QFrame):
    """One comment: where, the words it is about, what was said, and the reply."""

    place_wanted = Signal(object)
    replied = Signal(object, str)
    explained = Signal(object, str)

    def __init__(self, comment: "Commented") -> None:
        super().__init__()
        self.comment = comment
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        edge = look.px(12)
        column.setContentsMargins(edge, edge, edge, look.px(8))
        column.setSpacing(look.px(5))
        self._label = plain_label("label", wraps=True)
        self._quote = plain_label("prompt", wraps=True)
        self._text = plain_label("", wraps=True)
        self._by = plain_label("small", wraps=True)
        for part in (self._label, self._quote, self._text, self._by):
            column.addWidget(part)
        self._chip = Chip(_CHIPS.get(comment.reply, "soft"), bold=True)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeading)
        self.note = QLineEdit(comment.reply_note)
        self.note.editingFinished.connect(self._on_note)
        column.addWidget(self.note)
        row = QWidget()
        flow = FlowLayout(row, look.px(4))
        self.go = button("plain")
        self.go.clicked.connect(lambda: self.place_wanted.emit(comment.about))
        flow.addWidget(self.go)
        self.replies = {code: button("plain") for code in _CHIPS}
        for code, made in self.replies.items():
            made.clicked.connect(lambda _on=False, code=code: self._reply(code))
            flow.addWidget(made)
        column.addWidget(row)
        self.say(self._say_words)

    def first_stop(self) -> QWidget:
        """Where the keyboard goes."""
        return self.go if self.comment.about else self.replies[_DONE]

    def _reply(self, code: str) -> None:
        taken_back = code == self.comment.reply
        self.replied.emit(self.comment.path, "" if taken_back else code)

    def _on_note(self) -> None:
        words = self.note.text().strip()
        if words != self.comment.reply_note:
            self.explained.emit(self.comment.path, words)

    def _say_words(self) -> None:
        from ssc_desktop.i18n import language
        from ssc_desktop.record.vocabularies import vocabulary

        one, spoken = self.comment, vocabulary("author_reply")
        self._label.setText(one.label)
        self._quote.setText(_("“{words}”").format(words=one.quote))
        self._quote.setVisible(bool(one.quote))
        self._text.setText(one.text)
        self._by.setText(one.by)
        self._by.setVisible(bool(one.by))
        self._chip.setVisible(bool(one.reply))
        self._chip.set_text(spoken.label(one.reply, language()) if one.reply else "")
        self.note.setVisible(bool(one.reply) or bool(one.reply_note))
        self.note.setPlaceholderText(_("Why, in a few words"))
        self.note.setAccessibleName(_("Why, in a few words"))
        self.go.setText(_("Go there"))
        self.go.setAccessibleName(_("Go to “{label}”").format(label=one.label))
        self.go.setVisible(bool(one.about))
        for code, made in self.replies.items():
            words = spoken.label(code, language())
            again = code == one.reply
            made.setText(_("Take the answer back") if again else words)
            made.setAccessibleName(f"{made.text()}: {one.label}")
