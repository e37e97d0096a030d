"""What an answer says, and where it stands, in words of a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ssc_desktop.i18n import Words
from ssc_desktop.record import CASE, Answer, Case, FieldDefinition, GroupDefinition, phrases
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.editing import Path, value_at
from ssc_desktop.services.saves import defined, read

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Wording:
    """Tells the answers of one story; items that were taken away are named too."""

    named: Case
    """The story with all items it ever had."""
    words: Words

    def shown(self, member: Definition | None, value: Any) -> str:
        """A value of a revision; "" where nothing was answered, or it cannot be understood."""
        if isinstance(member, FieldDefinition):
            return phrases.shown(member, read(member, value), self.named, self.words)
        if member is None:  # a newer version's: its words can be read all the same
            return value if isinstance(value, str) else ""
        answer = value.get("answer") if isinstance(value, dict) else None
        return phrases.answer(Answer(answer), self.words) if answer in set(Answer) else ""

    def label(self, path: Path) -> str:
        """What a field or group is called; a newer version's by its key, an item not at all."""
        member = defined(path)
        if member is None:
            return path[-1] if len(path) % 2 else ""
        return self.words.gettext(member.label)

    def heading(self, path: Path) -> str:
        """The items that a field or an item is part of; "" for answers of the story itself."""
        said = []
        members: Mapping[str, Definition] = CASE.by_name
        for at in range(0, len(path) - 1, 2):
            group = members.get(path[at])
            if not isinstance(group, GroupDefinition):
                break
            label = self.words.gettext(group.label)
            name = self._name(path[: at + 2])
            said.append(f"{label}: {name}" if name else label)
            members = group.by_name
        return " · ".join(said)

    def _name(self, path: Path) -> str:
        """What the item at `path` is called."""
        try:
            items = value_at(self.named, path[:-1])
        except KeyError:
            return ""
        held = items if isinstance(items, tuple) else ()
        item = next((one for one in held if one.id == path[-1]), None)
        return phrases.called(item)[:_LONGEST_NAME] if item is not None else ""
