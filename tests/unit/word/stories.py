"""Stories for tests: the samples that ship, and one that answers every question there is."""

import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.paths import bundled
from ssc_desktop.record import CASE, Case, CaseDefinition, FieldDefinition, Kind, Noted, record_json
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import DocumentCase

SAMPLES = bundled("resources") / "samples"
_PICTURES = {
    hashlib.sha256(path.read_bytes()).hexdigest(): path
    for path in sorted((SAMPLES / "pictures").iterdir())
}
PROSE = (
    "When the ministry asked, the farmers **showed the fields** first.\n\n"
    "- Seeds came in the *second* year\n- Water came later\n\n"
    "1. Visit\n2. Trial\n3. Report, see [the page](https://example.org/report)"
)


def picture(sha256: str) -> KeptFile | None:
    """The sample picture with this checksum."""
    path = _PICTURES.get(sha256)
    return KeptFile(path) if path is not None else None


def sample(path: Path) -> Case:
    """A sample story with its pictures attached, as the library would hold it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for held in data.get("attachment", ()):
        content = (SAMPLES / held.pop("file")).read_bytes()
        held["sha256"] = hashlib.sha256(content).hexdigest()
        held["media_type"] = "image/jpeg"
    return record_json.read(data)


def samples() -> list[Path]:
    """The files of all sample stories."""
    return sorted(SAMPLES.glob("*.json"))


def document_case(case: Case, conflicts: frozenset[str] = frozenset()) -> DocumentCase:
    """A story with the sample pictures at hand."""
    return DocumentCase(case, conflicts, picture)


class Filler:
    """Answers every field of a definition, each in a way of its kind."""

    def __init__(
        self, definition: CaseDefinition, text: str = "Rice grown with less water"
    ) -> None:
        self.definition = definition
        self.text = text
        self._ids = itertools.count(1)
        self.ids: dict[str, list[str]] = {}

    def case(self, items: int = 3) -> Case:
        """A case with so many items in every group."""
        values: dict[str, Any] = {}
        for member in self.definition.fields:
            values[member.attribute] = self._answer(member, items)
        values |= {"case_uuid": self._id(), "status": "draft", "narrative_language": "en"}
        values["case_code"] = "AFR-24"
        return self.definition.item_type(**values)  # type: ignore[no-any-return]

    def _id(self) -> str:
        return f"01890000-0000-7000-8000-{next(self._ids):012d}"

    def _answer(self, member: Any, items: int) -> Any:
        if not isinstance(member, FieldDefinition):
            count = min(items, member.most or items)
            return tuple(self._item(member, number) for number in range(count))
        return self._value(member, 0)

    def _item(self, group: Any, number: int) -> Any:
        identity = self._id()
        self.ids.setdefault(group.name, []).append(identity)
        values = {
            member.attribute: (
                self._value(member, number)
                if isinstance(member, FieldDefinition)
                else (self._item(member, 0),)
            )
            for member in group.fields
        }
        return group.item_type(id=identity, **values)

    def _value(self, member: FieldDefinition, number: int) -> Any:
        if member.kind in {Kind.REFERENCE, Kind.REFERENCES}:
            known = [one for name in member.refers_to for one in self.ids.get(name, ())]
            found = known[number % len(known)] if known else None
            return (found,) if found and member.kind is Kind.REFERENCES else found
        if member.name in {"lat", "lon"}:
            return "12.5"
        made = dict(self._by_kind(member, number))
        return made[member.kind]

    def _by_kind(self, member: FieldDefinition, number: int) -> Iterator[tuple[Kind, Any]]:
        entries = vocabulary(member.vocabulary).entries if member.vocabulary else ()
        code = entries[number % len(entries)].code if entries else None
        yield Kind.LINE, f"{self.text} {number + 1}"
        yield Kind.TEXT, PROSE
        yield Kind.LINES, (self.text, f"{self.text} again")
        yield Kind.COUNT, 40 + number
        yield Kind.DECIMAL, "1857380.5"
        yield Kind.FIGURE, f"4.{number}"
        yield Kind.DATE, "2011-08~"
        yield Kind.CHOICE, code
        yield Kind.CHOICES, tuple(entry.code for entry in entries[:3])
        yield Kind.MARKS, tuple(entry.code for entry in entries[:2])
        yield Kind.NOTED, Noted((str(code),) if member.several else code, PROSE)
        yield Kind.YES_NO, number % 2 == 0
        yield Kind.DIGEST, next(iter(_PICTURES))


def full(text: str = "Rice grown with less water", items: int = 3) -> Case:
    """A story that answers every question."""
    return Filler(CASE, text).case(items)
