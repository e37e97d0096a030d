"""What tests of sharing ask of bundles."""

from pathlib import Path

from ssc_desktop.bundle import reading
from ssc_desktop.bundle.header import Header
from ssc_desktop.record.editing import with_item
from ssc_desktop.services import attachments
from tests.laptops import Laptop

PHOTO = b"A photo of a rice field"


def header(bundle: Path) -> Header:
    """What a bundle says of itself."""
    return reading.head(bundle).header


def carried(bundle: Path) -> set[str]:
    """The roots whose text is in a bundle."""
    return set(header(bundle).roots)


def with_photo(laptop: Laptop, case_id: str, data: bytes = PHOTO) -> str:
    """Add a photo to a story; returns its SHA-256."""
    source = laptop.folder / "field.txt"
    source.write_bytes(data)
    item = attachments.attach(laptop.library, source)
    laptop.put(case_id, with_item(laptop.case(case_id), ("attachment",), item))
    return laptop.case(case_id).attachment[-1].sha256 or ""
