"""Spelling of the open story: what is known of its words, and who is asked about the others."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.errors import SscError
from ui.viewmodels import written

if TYPE_CHECKING:
    from ssc_desktop.spelling.personal import PersonalWords
    from ssc_desktop.spelling.speller import Speller
    from ui.viewmodels.story_editor import StoryEditor

_PAUSE = 60
_NAMES_PAUSE = 1_500
_MOST_KNOWN = 200_000


class Spelling(QObject):
    """Knows which words are wrong; asks for what it does not know, and says when it was told."""

    told = Signal(object)
    """Words (a frozenset) that were found wrong: lines that hold them look otherwise now."""
    changed = Signal()
    """Nothing that was marked holds any longer: other language, other words, switched on or off."""
    refused = Signal(object)
    """An SscError: the personal words could not be written."""
    _answered = Signal(str, object, object)
    _suggested = Signal(object, object)

    def __init__(self, editor: "StoryEditor", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._speller: Speller | None = None
        self._personal: PersonalWords | None = None
        self._on = False
        self._language = ""
        self._right: set[str] = set()
        self.wrong: set[str] = set()
        """The words that are to be marked."""
        self._ignored: dict[str, set[str]] = {}
        self._names: frozenset[str] = frozenset()
        self._wanted: set[str] = set()
        self._asked: set[str] = set()
        self._waiting: list[Callable[[], object]] = []
        self._askers: dict[int, Callable[[list[str]], object]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._send)
        self._naming = QTimer(self)
        self._naming.setSingleShot(True)
        self._naming.setInterval(_NAMES_PAUSE)
        self._naming.timeout.connect(self.renew_names)
        self._answered.connect(self._on_answered)
        self._suggested.connect(self._on_suggested)
        editor.opened.connect(self._on_opened)

    @property
    def active(self) -> bool:
        """Whether words are marked: switched on, in a language that has a dictionary."""
        return self._on and bool(self._language)

    @property
    def language(self) -> str:
        """The language that is checked; "" where there is no dictionary for the story's."""
        return self._language

    def switch(self, on: bool) -> None:
        """Mark misspelt words, or none."""
        if on != self._on:
            self._on = on
            self._begin_anew()

    def end(self) -> None:
        """Let the process go that knows the dictionaries."""
        if self._speller is not None:
            self._speller.end()
            self._speller = None

    # ------------------------------------------------------------ words

    def is_known(self, word: str) -> bool:
        """Whether nobody has to be asked about `word`."""
        return word in self._right or word in self.wrong

    def ask(self, words: Iterable[str]) -> None:
        """Find out about words; `told` says which are wrong."""
        self._wanted.update(word for word in words if not self.is_known(word))
        if self._wanted and not self._pause.isActive():
            self._pause.start()

    def when_known(self, words: Iterable[str], then: Callable[[], object]) -> None:
        """Call `then` once all of `words` are known."""
        self.ask(words)
        if not self._wanted and not self._asked:
            then()
            return
        self._waiting.append(then)
        self._send()

    def suggest(self, asker: QObject, word: str, then: Callable[[list[str]], object]) -> None:
        """Give `then` what may have been meant by `word`, if `asker` is still there."""
        number = id(asker)
        self._askers[number] = then
        asker.destroyed.connect(lambda: self._askers.pop(number, None))
        self._helper().suggest(self._language, word, partial(self._suggested.emit, number))

    def _on_suggested(self, number: int, words: list[str]) -> None:
        then = self._askers.pop(number, None)
        if then is not None:
            then(words)

    def add(self, word: str) -> None:
        """Keep `word` among the person's own, for all stories."""
        try:
            self._own().add(word)
        except SscError as error:
            self.refused.emit(error)
        self._accept(word)

    def ignore(self, word: str) -> None:
        """Do not mark `word` in this story as long as the program runs."""
        self._ignored.setdefault(self._editor.case_id, set()).add(word)
        self._accept(word)

    def _accept(self, word: str) -> None:
        self.wrong.discard(word)
        self._right.add(word)
        self.changed.emit()

    # ------------------------------------------------------------ asking

    def _send(self) -> None:
        from ssc_desktop.spelling.words import is_written_in

        self._pause.stop()
        words, self._wanted = self._wanted, set()
        words -= self._asked
        if not self.active or not words:
            return
        language = self._language
        foreign = {word for word in words if not is_written_in(word, language)}
        self._right |= foreign
        asked = sorted(words - foreign)
        self._asked.update(asked)
        # the answer of a language that is no longer the story's is not heard
        answer = partial(self._answered.emit, language, asked)
        self._helper().check(language, asked, answer)

    def _on_answered(self, language: str, asked: list[str], wrong: list[str]) -> None:
        if language != self._language:
            return
        self._asked.difference_update(asked)
        if len(self._right) > _MOST_KNOWN:
            self._right.clear()
        bad = {word for word in wrong if not self._is_accepted(word)}
        self._right.update(word for word in asked if word not in bad)
        self.wrong |= bad
        if bad:
            self.told.emit(frozenset(bad))
        if not self._wanted and not self._asked:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()

    def _is_accepted(self, word: str) -> bool:
        ignored = self._ignored.get(self._editor.case_id, set())
        if word in self._own().words or word in ignored:
            return True
        bare = word.casefold().removesuffix("'s")
        return bare in self._names or all(
            part in self._names for part in bare.replace("'", "-").split("-") if len(part) > 1
        )

    def _helper(self) -> "Speller":
        if self._speller is None:
            from ssc_desktop.spelling.speller import Speller

            self._speller = Speller()
            self.destroyed.connect(self._speller.end)
        return self._speller

    def _own(self) -> "PersonalWords":
        if self._personal is None:
            from ssc_desktop.spelling.personal import PersonalWords

            self._personal = PersonalWords()
        return self._personal

    # ------------------------------------------------------------ the story

    def _on_opened(self) -> None:
        self._begin_anew()

    def renew_names_soon(self) -> None:
        """Look at the story's names when they are no longer being written."""
        self._naming.start()

    def renew_names(self) -> None:
        """Look at the story's names anew: partners, places and persons are no mistakes."""
        case = self._editor.case
        names = written.names(case) if case is not None else frozenset()
        if names - self._names:
            self._names = names
            accepted = {word for word in self.wrong if self._is_accepted(word)}
            if accepted:
                self.wrong -= accepted
                self._right |= accepted
                self.changed.emit()
        self._names = names

    def follow_language(self) -> None:
        """Check in the language that the story is written in now."""
        if self._language_of_story() != self._language:
            self._begin_anew()

    def _begin_anew(self) -> None:
        language = self._language_of_story()
        if language != self._language:
            self._right.clear()
        self._language = language
        # what was right stays so: a story seldom makes another word wrong
        self._right -= set().union(*self._ignored.values())
        self.wrong.clear()
        self._wanted.clear()
        self._asked.clear()
        self._waiting.clear()
        case = self._editor.case
        self._names = written.names(case) if case is not None and self.active else frozenset()
        self.changed.emit()

    def _language_of_story(self) -> str:
        from ssc_desktop.spelling.speller import LANGUAGES

        case = self._editor.case
        spoken = case.narrative_language if case is not None else None
        return spoken if isinstance(spoken, str) and spoken in LANGUAGES else ""
