"""What the columns of somebody's table answer: guessed, corrected by a person, kept by name."""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ssc_desktop import i18n
from ui.viewmodels.choices import Option
from ui.viewmodels.shelf import Shelf

if TYPE_CHECKING:
    from ssc_desktop.services.profiling import (
        ColumnRule,
        Guess,
        GuessedColumn,
        PreviewSheet,
        Profile,
        Target,
    )

_ROWS = 400
"""Rows that are looked at for the values a column has."""
MOST_VALUES = 12
_Key = tuple[str, str]


@dataclass(frozen=True)
class Looked:
    """A table as it was looked at."""

    guess: "Guess"
    sheets: "tuple[PreviewSheet, ...]"
    targets: "tuple[Target, ...]"
    profiles: "tuple[Profile, ...]"


class Columns(QObject):
    """The rules of one table."""

    looked = Signal()
    """The columns are known."""
    changed = Signal()
    """A column, or its values, mean something else."""

    def __init__(self, shelf: Shelf, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._shelf = shelf
        self.seen: Looked | None = None
        self.rules: dict[_Key, ColumnRule] = {}
        self.sure: dict[_Key, str] = {}
        """How sure each guess is; a choice of a person is."""

    def look(self) -> None:
        """Read the table aside, and guess."""
        file = self.file

        def read() -> Looked:
            from ssc_desktop.services import profiling

            return Looked(
                profiling.guess(file),
                profiling.preview_rows(file, _ROWS),
                profiling.targets(i18n.language()),
                profiling.saved(),
            )

        def show(found: Looked) -> None:
            self.seen = found
            for one in found.guess.columns:
                self.rules[_key(one.rule)] = one.rule
                self.sure[_key(one.rule)] = one.certainty
            self.looked.emit()

        self._shelf.tasks.aside(read, show)

    # ------------------------------------------------------------ what there is

    @property
    def columns(self) -> "tuple[GuessedColumn, ...]":
        """The columns in the order of the table."""
        return self.seen.guess.columns if self.seen is not None else ()

    def options(self) -> list[Option]:
        """Whatever a column may answer."""
        targets = self.seen.targets if self.seen is not None else ()
        return [Option(one.field, one.label, (one.group, one.field)) for one in targets]

    def target(self, key: _Key) -> "Target | None":
        """What a column answers now."""
        field = re.sub(r"\[\d+\]", "", self.rules[key].field)  # of any of a row's items
        targets = self.seen.targets if self.seen is not None else ()
        return next((one for one in targets if one.field == field), None)

    def values(self, key: _Key) -> tuple[str, ...]:
        """What stands in a column, each once, where it answers from a list of codes."""
        target = self.target(key)
        if self.seen is None or target is None or not target.codes or self.rules[key].choice:
            return ()
        sheet = next((one for one in self.seen.sheets if one.name == key[0]), None)
        if sheet is None or key[1] not in sheet.columns:
            return ()
        at = sheet.columns.index(key[1])
        said = dict.fromkeys(row[at].strip() for row in sheet.rows if at < len(row))
        return tuple(one for one in said if one)[:MOST_VALUES]

    def meaning(self, key: _Key, value: str) -> str:
        """Our code for their value; "" where it is read as it stands."""
        return dict(self.rules[key].values).get(value, "")

    # ------------------------------------------------------------ what a person says

    def answer(self, key: _Key, field: str) -> None:
        """Say what a column answers; "" where it is not used."""
        rule = self.rules[key]
        self.rules[key] = dataclasses.replace(rule, field=field, choice="", values=())
        self.sure[key] = "said"
        self.changed.emit()

    def mean(self, key: _Key, value: str, code: str) -> None:
        """Say which of our codes their value stands for."""
        rule = self.rules[key]
        others = tuple(one for one in rule.values if one[0] != value)
        values = (*others, (value, code)) if code else others
        self.rules[key] = dataclasses.replace(rule, values=values)
        self.changed.emit()

    def use(self, name: str) -> None:
        """Take the rules of a saved profile, for the columns that it knows."""
        profile = next((one for one in self._profiles if one.name == name), None)
        if profile is not None:
            for rule in profile.rules:
                if _key(rule) in self.rules:
                    self.rules[_key(rule)] = rule
                    self.sure[_key(rule)] = "said" if rule.field else ""
            self.changed.emit()

    @property
    def _profiles(self) -> "tuple[Profile, ...]":
        return self.seen.profiles if self.seen is not None else ()

    @property
    def names(self) -> list[Option]:
        """The saved profiles."""
        return [Option(one.name, one.name) for one in self._profiles]

    @property
    def used(self) -> int:
        """How many columns are used."""
        return sum(bool(rule.field) for rule in self.rules.values())

    def done(self, name: str, then: "Callable[[Profile], None]") -> None:
        """Hand the rules over; under a name they are kept for the next table of its kind."""
        from ssc_desktop.services.profiling import Profile

        profile = Profile(name.strip(), tuple(self.rules.values()))

        def keep() -> Profile:
            from ssc_desktop.services import profiling

            if profile.name:
                profiling.save(profile)
            return profile

        self._shelf.tasks.aside(keep, then)


def _key(rule: "ColumnRule") -> _Key:
    return rule.sheet, rule.column
