"""Footnotes: collected while the text is written, put behind the separators when it is saved.

Word counts them. A mark of our own (the number of the source) is what one would wish, but
LibreOffice 7.4 shows and saves such a mark twice.
"""

from dataclasses import dataclass, field

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PART = "word/footnotes.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST = 1
"""The ids below belong to the separators."""

_RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'

EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote></w:footnotes>"
).encode()
"""For a template that has no part for notes."""


@dataclass
class Footnotes:
    """The notes of one document."""

    _notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._notes)

    def add(self, inside: str, *, right_to_left: bool = False) -> str:
        """A note of these runs; gives the run for the text that shows its number."""
        number = _FIRST + len(self._notes)
        turned = "<w:bidi/>" if right_to_left else ""
        self._notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{turned}'
            f"</w:pPr><w:r>{_RAISED}<w:footnoteRef/></w:r>"
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{inside}</w:p></w:footnote>'
        )
        return f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'

    @property
    def xml(self) -> str:
        """All notes so far."""
        return "".join(self._notes)

    def filled(self, part: bytes) -> bytes:
        """The part of a template with our notes at its end."""
        return part.replace(b"</w:footnotes>", f"{''.join(self._notes)}</w:footnotes>".encode())
