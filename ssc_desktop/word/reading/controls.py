"""Form controls as LibreOffice leaves them behind."""

from collections.abc import Sequence

from ssc_desktop.i18n import _
from ssc_desktop.word.pages.model import Block, Control, paragraphs_in, text_of


def text_without_repetitions(blocks: Sequence[Block]) -> tuple[str, str]:
    """The text of a place for an answer, and a doubt or "".

    LibreOffice 7.4 writes the text of a control of plain text once for each script in it: “abc”,
    “x abc”, “y abc” for one control. The first of them is what stood there, but its line breaks
    are lost.
    """
    for paragraph in paragraphs_in(blocks):
        first = _repeated(paragraph.controls)
        if first is not None:
            doubt = _("LibreOffice wrote this text several times; look whether it is whole.")
            return first.text.strip(), doubt
    return text_of(blocks), ""


def _repeated(controls: Sequence[Control]) -> Control | None:
    """The first of several controls that all end in its words."""
    if len(controls) < 2 or any(one.kind != "text" for one in controls):
        return None
    first = controls[0]
    alike = all(one.alias == first.alias and one.text.endswith(first.text) for one in controls)
    return first if alike and first.text and not _nested(controls) else None


def _nested(controls: Sequence[Control]) -> bool:
    return len({id(one) for one in controls}) < len(controls)
