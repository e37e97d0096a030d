"""What a box of text gives to the clipboard, and what it takes from there and from drags."""

from PySide6.QtCore import QMimeData

from ui.widgets.text import pasting

_OURS = "application/x-ssc-narrative"


def said_by(source: QMimeData, *, marks: bool) -> str:
    """The text of what is pasted or dropped; with marks where the box knows them."""
    if marks and source.hasFormat(_OURS):
        said = bytes(source.data(_OURS).data()).decode("utf-8", "replace")
    else:
        said = pasting.narrative_of(source.html()) if marks and source.hasHtml() else ""
    return pasting.tidy(said or source.text())


def copied(said: str, *, marks: bool) -> QMimeData:
    """Text for the clipboard: plain, for other programs as HTML, and for ourselves."""
    made = QMimeData()
    made.setText(said)
    if marks:
        made.setHtml(pasting.html_of(said))
        made.setData(_OURS, said.encode())
    return made
