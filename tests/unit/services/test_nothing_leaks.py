"""What is private is in no file that leaves: neither on its pages nor anywhere inside it."""

import base64
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image

from ssc_desktop import settings
from ssc_desktop.services import attachments, documents, forms, tables_out
from ssc_desktop.services.documents import LAYOUTS, DocumentWish
from ssc_desktop.services.tables_out import TableWish
from ssc_desktop.store import truth
from ssc_desktop.word.places import mark
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.services.papers import edited, planned, printed, take
from ui import pdf

FAR = "Shared-with-all"
(OFFER, NEED, AGREED, LEFT, PHOTO, FACE, PAPER, OPEN, CLOSED, CHAMPION, ROUND, SAID, LIMIT, MONEY,
 PLACE, GONE) = (numbered_id(number) for number in range(300, 316))  # fmt: skip


class Secrets:
    """Words that nobody else may read, each another."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        """A secret for a field."""
        return self.said.setdefault(where, f"Canary-{len(self.said):03d}-{where}")

    def short(self, where: str, value: str) -> str:
        """A short value that can be guessed: it may not stand there as a hash either."""
        self.said[where] = value
        return value


def _photo(note: str) -> bytes:
    """A photo with what its camera noted: who owns it, and where it was taken."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = note
    exif[0x8825] = {1: "N", 2: (0.0, 19.0, 7.5)}
    Image.new("RGB", (80, 60), (20, 120, len(note))).save(made, "JPEG", exif=exif)
    return made.getvalue()


def _kept(laptop: Laptop, name: str, data: bytes) -> str:
    source = laptop.folder / name
    source.write_bytes(data)
    return str(attachments.attach(laptop.library, source).sha256)  # type: ignore[attr-defined]


def _told(laptop: Laptop, secret: Secrets) -> dict[str, Any]:
    """A story with a secret in every place where nobody else may look."""
    open_photo = _kept(laptop, "field.jpg", _photo(secret("exif")))
    face = _kept(laptop, "face.jpg", _photo(secret("exif of a face")))
    return {
        "visibility": "public",
        "overview": f"{FAR}. Forty farmers.",
        "do_no_harm": {"note": secret("do_no_harm")},
        "primary_contact": [
            {"id": CLOSED, "name": secret("contact"), "phone": secret.short("phone", "0555-12345"),
             "email": secret("mail"), "organisation": secret("contact organisation")},
            {"id": OPEN, "name": "Omar Open", "share": "public"},
        ],
        "offer": [{"id": OFFER, "topic": "Seeds", "contact": secret("offer contact")}],
        "need": [{"id": NEED, "topic": "Water", "contact": secret("need contact")}],
        "authors": [{"person": "Ann Author"}, {"id": GONE, "person": secret("withdrawn author")}],
        "change_agent": [{"id": CHAMPION, "name": secret("champion"), "consent": LEFT,
                          "what_they_did": secret("champion did")}],
        "consent_record": [
            {"id": AGREED, "person": secret("consenting"), "scope": ["named"],
             "limits": secret("limits of consent"),
             "taken_by": secret("who asked")},
            {"id": LEFT, "person": secret("withdrawn author"), "withdrawn_on": "2025",
             "scope": ["named", "pictured"]},
        ],
        "attachment": [
            {"id": PHOTO, "sha256": open_photo, "caption": "A field", "media_type": "image/jpeg",
             "people_shown": False, "alt_text": "A field"},
            {"id": FACE, "sha256": face, "caption": secret("caption"), "media_type": "image/jpeg",
             "people_shown": True, "file_name": f"{secret('file name')}.jpg",
             "alt_text": secret("alt text"), "consent": []},
        ],
        "field_limit": [{"id": LIMIT, "circle": "workshop", "parts": ["money", "places"]}],
        "financial_input": [{"id": MONEY, "amount": secret.short("money", "918273"),
                             "currency": "USD", "covers": secret("what money is for")}],
        "location": [{"id": PLACE, "place": secret("place"), "lat": "-4.51234", "lon": "39.5"}],
        "review": [{"id": ROUND, "reviewer": secret("reviewer"), "comment": [
            {"id": SAID, "text": secret("comment"), "quote": secret("quote"),
             "author": secret("comment author"), "reply_note": secret("reply")}]}],
    }  # fmt: skip


@pytest.fixture
def secret() -> Secrets:
    """The secrets of this test."""
    return Secrets()


@pytest.fixture
def laptop(amina: Laptop, secret: Secrets) -> Laptop:
    """A laptop whose owner told the program a name."""
    settings.save(settings.Settings(author_name=secret("owner")))
    return amina


@pytest.fixture
def story(laptop: Laptop, secret: Secrets) -> str:
    """The story, in its second state, with a draft and words that are no date."""
    case_id = laptop.add(**_told(laptop, secret))
    laptop.type(case_id, "short_name", secret("former short name"))
    laptop.type(case_id, "short_name", "Rice")
    secret.said |= {"device": laptop.id, "folder": str(laptop.folder)}
    # the id of a save is a hash of what it says: a short answer could be guessed by it
    with laptop.library.reading() as connection:
        _open, private = truth.roots_of(case_id)
        secret.said |= {f"save {one}": one for one in truth.cut_ids(connection, private)}
    assert any(where.startswith("save ") for where in secret.said)
    return case_id


def _all_inside(path: Path) -> Iterator[bytes]:
    """Every byte of a file or folder, unpacked as often as it goes."""
    if path.is_dir():
        for one in path.rglob("*"):
            yield one.relative_to(path).as_posix().encode()
            yield from _all_inside(one) if one.is_file() else ()
    elif path.is_file():
        yield from _unpacked(path.read_bytes())


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for info in archive.infolist():
                yield info.filename.encode() + info.comment + info.extra
                assert info.date_time == (1980, 1, 1, 0, 0, 0), info
                yield from _unpacked(archive.read(info))
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
    for found in re.finditer(rb"[A-Za-z0-9+/\r\n]{200,}={0,2}", data):
        plain = re.sub(rb"\s", b"", found[0])
        try:
            decoded = base64.b64decode(plain + b"=" * (-len(plain) % 4))
            yield decoded
            yield zlib.decompress(decoded)
        except (ValueError, zlib.error):
            continue


def _shapes(said: str) -> Iterator[bytes]:
    """A secret, in all the shapes in which it could be found or guessed again."""
    yield said.encode()
    yield said.encode("utf-16-le")
    yield said.encode("utf-16-be")
    yield json.dumps(said).strip('"').encode()
    yield hashlib.sha256(said.encode()).hexdigest().encode()
    yield mark(said).encode()


def leaks(path: Path, secret: Secrets) -> list[str]:
    """The places of which something stands in the file."""
    inside = b"\n".join(_all_inside(path))
    assert FAR.encode() in inside or path.suffix == ".pdf", "the story itself must be in it"
    return [
        where for where, said in secret.said.items() if any(one in inside for one in _shapes(said))
    ]


@pytest.mark.parametrize("circle", ["", "workshop", "public"])
@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "comparison"])
def test_no_layout_holds_what_is_private(
    layout: str, circle: str, laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"

    made = documents.word(laptop.library, [story], DocumentWish(layout), target, circle=circle)

    assert made.left_out
    assert leaks(target, secret) == []


def test_no_comparison_holds_what_is_private(
    laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    other = laptop.add(title="Goats", visibility="public", overview="Goats.")
    target = tmp_path / "out.docx"

    documents.word(laptop.library, [story, other], DocumentWish("comparison"), target)

    assert leaks(target, secret) == []


def test_no_large_book_holds_what_is_private(
    laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    wish = DocumentWish("book", full=frozenset({story}))

    documents.word(laptop.library, [story] * 160, wish, target)

    assert leaks(target, secret) == []


@pytest.mark.parametrize("ask", ["", "missing"])
def test_no_form_holds_what_is_private(
    ask: Literal["", "missing"], laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    laptop.type(story, "title", f"Rice {FAR}")

    forms.make(laptop.library, target, DocumentWish("form", ask=ask), case_id=story)

    assert leaks(target, secret) == []


@pytest.mark.parametrize("name", ["out.xlsx", "out.zip", "out", "out.json", "folder"])
def test_no_table_holds_what_is_private(
    name: str, laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    target = tmp_path / name
    forms_ = {".xlsx": "xlsx", ".zip": "csv", ".json": "json", "": "csv"}
    form = "json" if name == "folder" else forms_[target.suffix]

    tables_out.write(laptop.library, [story], target, TableWish(form))

    assert leaks(target, secret) == []


@pytest.mark.usefixtures("qapp")
def test_no_pdf_holds_what_is_private(
    laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"

    pdf.stories(laptop.library, [story], DocumentWish("story"), target)

    assert leaks(target, secret) == []


def test_no_bundle_names_the_file_an_answer_came_in(
    laptop: Laptop, story: str, secret: Secrets, tmp_path: Path
) -> None:
    name = secret.short("file of a form", "Filled in by Amina 0555 77.docx")
    document = printed(laptop, tmp_path / name, story)
    edited(document, document, **{f"{FAR}. Forty farmers.".replace(" ", "_"): f"{FAR}. Fifty."})
    take(laptop, planned(laptop, document))
    assert laptop.case(story).overview == f"{FAR}. Fifty."

    inside = b"\n".join(_all_inside(laptop.send(story)))

    assert name.encode() not in inside
