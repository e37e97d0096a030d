"""Footnotes: collected while the text is written, put behind the separators when it is saved.

The mark of a note about a source is the number of the source, “[3]”, as it stands in the list of
sources; so the note at the foot of the page and the list at the end never disagree.
"""

from dataclasses import dataclass, field

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PART = "word/footnotes.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST = 1
"""The ids below belong to the separators."""

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

    def add(self, mark: str, inside: str, *, right_to_left: bool = False) -> str:
        """A note; gives the run for the text, which shows `mark`.

        `mark` is the text of one run (`text.content`), `inside` runs that follow it in the note.
        """
        number = _FIRST + len(self._notes)
        turned = "<w:bidi/>" if right_to_left else ""
        self._notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{turned}'
            f"</w:pPr>{inside}</w:p></w:footnote>"
        )
        own = "<w:rtl/>" if right_to_left else ""
        return (
            f'<w:r><w:rPr><w:rStyle w:val="SSCSourceMark"/>{own}</w:rPr>'
            f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>{mark}</w:r>'
        )

    def filled(self, part: bytes) -> bytes:
        """The part of a template with our notes at its end."""
        return part.replace(b"</w:footnotes>", f"{''.join(self._notes)}</w:footnotes>".encode())
