"""What a file is by its first bytes, whatever its name says; a sentence for all but .docx."""

from collections.abc import Iterable
from pathlib import Path

from ssc_desktop.errors import WordError
from ssc_desktop.i18n import N_, _

ENOUGH = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SEARCHED = 8 << 20
"""Bytes of an old file in which the list of its streams is looked for."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")

OLD = "old"
"""An older or other text document, which LibreOffice can turn into .docx."""
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("“{name}” is a PDF; answers cannot be read out of it.")),
    (b"<!DOCTYPE HTML", N_("“{name}” is a web page, not a Word document.")),
    (b"<HTML", N_("“{name}” is a web page, not a Word document.")),
    (b"\x89PNG", N_("“{name}” is a picture, not a Word document.")),
    (b"\xff\xd8\xff", N_("“{name}” is a picture, not a Word document.")),
    (b"RAR!", N_("“{name}” is a packed folder, not a Word document.")),
    (b"7Z\xbc\xaf", N_("“{name}” is a packed folder, not a Word document.")),
)


def kind(path: Path) -> str:
    """`old` for .doc, .rtf and .odt, else ""; raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(ENOUGH)
        if head.startswith(b"{\\rtf") or _is_open_text(head):
            return OLD
        if head.startswith(_OLE):
            rest = head + stream.read(_SEARCHED)
            return OLD if _WORD in rest and _ENCRYPTED not in rest else ""
    return ""


def _is_open_text(head: bytes) -> bool:
    return head.startswith(_ZIP) and _OPEN_TEXT in head[:200]


def refuse_other(name: str, head: bytes, path: Path) -> None:
    """Raise WordError where a file that begins with `head` is no .docx."""
    if not head:
        raise WordError(_("“{name}” is empty.").format(name=name), advice=_again())
    if head.startswith(_OLE):
        _refuse_ole(name, path)
    if head.startswith(b"{\\rtf") or _is_open_text(head):
        raise WordError(
            _("“{name}” is a text document of another kind.").format(name=name),
            advice=_as_docx(),
        )
    for start, sentence in _STARTS:
        if head.lstrip()[: len(start)].upper() == start:
            raise WordError(_(sentence).format(name=name), advice=_again())
    if not head.startswith(_ZIP):
        raise WordError(_("“{name}” is not a Word document.").format(name=name), advice=_again())


def refuse_zip(name: str, members: Iterable[str]) -> None:
    """Raise WordError for a ZIP that is no document."""
    names = set(members)
    if any(member.endswith("bagit.txt") for member in names):
        raise WordError(
            _("“{name}” is a bundle of case stories, not a Word document.").format(name=name),
            advice=_("Take it in as a bundle."),
        )
    raise WordError(
        _("“{name}” is a packed folder, not a Word document.").format(name=name),
        advice=_("Unpack it and take in the Word document that is in it."),
    )


def _refuse_ole(name: str, path: Path) -> None:
    with path.open("rb") as stream:
        data = stream.read(_SEARCHED)
    if _ENCRYPTED in data:
        raise WordError(
            _("“{name}” is locked with a password.").format(name=name),
            advice=_("Open it with the password, save it without one, and take that in."),
        )
    if _WORD in data:
        raise WordError(
            _("“{name}” is a Word document of the old kind (.doc).").format(name=name),
            advice=_as_docx(),
        )
    raise WordError(_("“{name}” is not a Word document.").format(name=name), advice=_again())


def _as_docx() -> str:
    return _("Open it in Word, choose “Save as” and “Word document (.docx)”, and take that in.")


def _again() -> str:
    return _("Ask for the story as a Word document (.docx).")
