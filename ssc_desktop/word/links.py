"""To what the text of a document leads: web addresses, pictures, parts of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ssc_desktop.word import media


@dataclass(frozen=True, slots=True)
class ExtraPart:
    """A part besides the template's: a chart, its workbook, the notes."""

    name: str
    """Its whole name: `word/charts/chart1.xml`."""
    content_type: str
    """"" where the ending of its name says it."""
    content: Callable[[], bytes]
    """Makes it; asked when the part is written, so that nothing large is kept until then."""
    relation: str = ""
    """What it is to the document (`chart`); "" where no relationship leads to it from there."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of another size than the template's, in twentieths of a point; without header."""

    width: int
    height: int
    margin: int

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - 2 * self.margin


@dataclass
class Links:
    """The relationships that the text needs besides the template's; one target has one id."""

    first: int
    addresses: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, media.MediaRef]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ExtraPart]] = field(default_factory=dict)

    def _next(self) -> str:
        return f"rId{self.first + len(self.addresses) + len(self.pictures) + len(self.parts)}"

    def address(self, url: str) -> str:
        """The relationship id of a web address."""
        return self.addresses.setdefault(url, self._next())

    def picture(self, picture: media.MediaRef) -> str:
        """The relationship id of a picture."""
        return self.pictures.setdefault(picture.part_name, (self._next(), picture))[0]

    def part(self, part: ExtraPart) -> str:
        """The relationship id of a part of our own; one name is one part."""
        return self.parts.setdefault(part.name, (self._next(), part))[0]

    def typed(self) -> list[ExtraPart]:
        """The parts of our own whose type is to be told."""
        return [part for _id, part in self.parts.values() if part.content_type]
