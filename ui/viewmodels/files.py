"""What the card of a file says: what it shows, what is missing, what holds it back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ssc_desktop import i18n
from ssc_desktop.i18n import _, ngettext
from ssc_desktop.record.evidence import Attachment
from ssc_desktop.record.register import is_withdrawn
from ssc_desktop.record.values import Answer, usable

if TYPE_CHECKING:
    from ui.viewmodels.story_editor import StoryEditor

_KILO = 1024
_GROUP = ("attachment",)
RENDERED = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"})
"""What the program shows; everything else is opened elsewhere, from a copy."""
_RISKY = frozenset({".docm", ".dotm", ".xlsm", ".pptm", ".html", ".htm", ".svg", ".js", ".exe",
                    ".bat", ".cmd", ".com", ".scr", ".vbs", ".jar", ".msi"})  # fmt: skip


def is_picture(item: Attachment) -> bool:
    """Whether the program shows this file."""
    return item.media_type in RENDERED


def is_risky(item: Attachment) -> bool:
    """Whether a file can do things when it is opened."""
    name = str(item.file_name or "").lower()
    return any(name.endswith(ending) for ending in _RISKY)


def title(item: Attachment) -> str:
    """The caption, or else the file's name."""
    for said in (item.caption, item.file_name):
        if isinstance(said, str) and said and not isinstance(said, Answer):
            return said
    return _("File without a name")


def note(editor: "StoryEditor", item: Attachment) -> tuple[str, str]:
    """The line under a picture, and its tone: what holds it back, what is missing, who took it."""
    held = _holds_back(editor, item)
    if held:
        return held, "red"
    missing = _missing(item)
    if missing:
        return missing, "amber"
    if item.people_shown is True:
        return _("With consent"), "muted"
    return str(item.credit) if usable(item.credit) else "", "muted"


def _holds_back(editor: "StoryEditor", item: Attachment) -> str:
    consents = {one.id: one for one in editor.items(("consent_record",))}
    named = item.consent if isinstance(item.consent, tuple) else ()
    if any(is_withdrawn(consents[one]) for one in named if one in consents):  # type: ignore[arg-type]
        return _("Consent withdrawn: stays here")
    if item.people_shown is True and not named:
        return _("No consent: stays here")
    return ""


def _missing(item: Attachment) -> str:
    if not usable(item.caption):
        return _("No caption yet")
    if is_picture(item) and not usable(item.alt_text):
        return _("Not described yet")
    if not usable(item.credit):
        return _("Nobody credited yet") if is_picture(item) else ""
    if is_picture(item) and item.people_shown is None:
        return _("Are persons shown?")
    return ""


def size(number: int) -> str:
    """Bytes in words: “1.4 MB”, in French “1,4 Mo”."""
    kilo = number / _KILO
    if kilo < _KILO:
        return _("{n} kB").format(n=max(1, round(kilo)))
    from ssc_desktop.record import phrases

    said = phrases.number(str(round(kilo / _KILO, 1)), i18n.translated_in(i18n.language()))
    return _("{n} MB").format(n=i18n.digits(said))


def side_by_side(parts: Iterable[str]) -> str:
    """Facts in a row: names and numbers of other scripts keep their places."""
    start = "\u200f" if i18n.is_right_to_left(i18n.language()) else ""
    return start + "  ·  ".join(f"\u2068{one}\u2069" for one in parts if one)


def backed(editor: "StoryEditor", item_id: str) -> tuple[Attachment, ...]:
    """The files that back a result or lesson."""
    return tuple(
        one
        for one in attachments(editor)
        if isinstance(one.claim_link, tuple) and item_id in one.claim_link
    )


def attachments(editor: "StoryEditor") -> tuple[Attachment, ...]:
    """The files of the open story."""
    return tuple(one for one in editor.items(_GROUP) if isinstance(one, Attachment))


def link(editor: "StoryEditor", attachment: Attachment, item_id: str, *, linked: bool) -> None:
    """Say that a file backs a statement, or no longer does."""
    held = attachment.claim_link if isinstance(attachment.claim_link, tuple) else ()
    rest: tuple[Any, ...] = tuple(one for one in held if one != item_id)
    value = (*rest, item_id) if linked else rest
    editor.set_value((*_GROUP, attachment.id, "claim_link"), value or None)


def statements(item: Attachment) -> int:
    """How many statements a file backs."""
    return len(item.claim_link) if isinstance(item.claim_link, tuple) else 0


def counted(held: "tuple[Attachment, ...]") -> str:
    """How many pictures and files there are, in words."""
    pictures = sum(map(is_picture, held))
    others = len(held) - pictures
    said = []
    if pictures:
        said.append(ngettext("{n} picture", "{n} pictures", pictures).format(n=pictures))
    if others:
        said.append(ngettext("{n} file", "{n} files", others).format(n=others))
    return i18n.listed(said)
