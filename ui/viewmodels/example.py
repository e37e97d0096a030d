"""A bundled sample story to read beside one's own: its sections as rich text."""

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.i18n import _
from ssc_desktop.paths import bundled
from ssc_desktop.record import phrases, record_json
from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.definition import FieldDefinition, GroupDefinition
from ssc_desktop.record.values import Answer, Item

USUAL = "c15-pro-huerta-haiti"
_UNTOLD = frozenset({"status", "visibility", "case_code", "record_depth", "narrative_language",
                      "case_uuid", "partner_kind"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the stories that come with the program."""

    name: str
    title: str


def samples() -> tuple[Sample, ...]:
    """The samples that can be read, the usual one first."""
    found = [Sample(path.stem, str(_read(path)["title"])) for path in _paths()]
    return tuple(sorted(found, key=lambda one: (one.name != USUAL, one.title)))


def read(name: str) -> Case:
    """A sample as a case."""
    data = _read(bundled("resources") / "samples" / f"{name}.json")
    for attachment in data.get("attachment", ()):
        attachment.pop("file", None)  # the picture itself is not shown
    return record_json.read(data)


def _paths() -> list[Path]:
    return sorted((bundled("resources") / "samples").glob("*.json"))


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def rich_text(case: Case) -> str:
    """The story as rich text in the interface's language; each section has its anchor."""
    parts = [f'<p class="h1">{html.escape(str(case.title))}</p>']
    for section in CASE.sections:
        told = "".join(
            _member(member, getattr(case, member.attribute, None), case)
            for member in section.fields
            if member.name not in _UNTOLD and not member.private
        )
        if told:
            label = html.escape(_(section.label))
            parts.append(f'<p class="h2"><a name="{section.name}"></a>{label}</p>{told}')
    return "".join(parts)


def _member(member: FieldDefinition | GroupDefinition, value: object, case: Case) -> str:
    if isinstance(member, GroupDefinition):
        return _group(member, value, case)
    said = _said(member, value, case)
    if not said or member.name == "title":
        return ""
    return _head(member.label) + said


def _head(label: str) -> str:
    return f'<p class="h3">{html.escape(_(label))}</p>'


def _said(field: FieldDefinition, value: object, case: Case) -> str:
    words = i18n.translated_in(i18n.language())
    text = phrases.shown(field, value, case, words).strip()
    paragraphs = (part.strip() for part in text.split("\n"))
    return "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs if part)


def _group(group: GroupDefinition, value: object, case: Case) -> str:
    if isinstance(value, Answer):
        words = i18n.translated_in(i18n.language())
        return f"{_head(group.label)}<p>{phrases.answer(value, words)}</p>"
    items = [item for item in value if isinstance(item, Item)] if isinstance(value, tuple) else []
    lines = [line for line in (_item(group, item, case) for item in items) if line]
    if not lines:
        return ""
    return f"{_head(group.label)}<ul>{''.join(lines)}</ul>"


def _item(group: GroupDefinition, item: Item, case: Case) -> str:
    words = i18n.translated_in(i18n.language())
    lead, said = phrases.called(item), list[str]()
    for field in group.fields:
        if not isinstance(field, FieldDefinition) or field.private or field.name in _UNTOLD:
            continue
        text = phrases.shown(field, getattr(item, field.attribute, None), case, words).strip()
        if text and not lead:
            lead = text
        elif text and text != lead:
            said.append(f"{html.escape(_(field.label))}: {html.escape(text)}")
    return f"<li>{'<br>'.join([f'<b>{html.escape(lead)}</b>', *said])}</li>" if lead else ""
