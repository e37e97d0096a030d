"""Stories at the edge: everything odd, nothing at all, far too much."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image

from ssc_desktop.at_rest import KeptFile
from ssc_desktop.record import Case, record_json
from ssc_desktop.word import DocumentCase
from tests.unit.word import stories

ODD = (
    "Ümläuts, العربية (USD 5,000) ويليه نص, हिन्दी, বাংলা, ไทย, 中文, አማርኛ, Việt \U0001f600 "
    "<w:t>&amp;]]> \"'\x07\x0b\ttab\u00a0nbsp\u200d\u00adsoft"
)


def odd() -> Case:
    """A story in which every text holds every kind of sign."""
    return stories.full(ODD)


def empty() -> Case:
    """A story of which nothing is known."""
    return record_json.read({"case_uuid": "01890000-0000-7000-8000-00000000e001"})


def large(folder: Path, rows: int = 300, photos: int = 60) -> DocumentCase:
    """A story with very many results and photos, each photo another."""
    files = {sha: KeptFile(path) for sha, path in _photos(folder, photos)}
    whole = stories.full(items=1)
    results = whole.result
    attachments = whole.attachment
    assert isinstance(results, tuple) and isinstance(attachments, tuple)
    numbered = (f"01890000-0000-7000-9000-{n:012d}" for n in range(1, rows + photos + 1))
    case = replace(
        whole,
        result=tuple(replace(results[0], id=next(numbered)) for _n in range(rows)),
        attachment=tuple(
            replace(
                attachments[0], id=next(numbered), sha256=sha, media_type="image/jpeg",
                caption=f"Photo {n}", alt_text=f"A field of one colour, number {n}",
            )
            for n, sha in enumerate(files, start=1)
        ),
    )  # fmt: skip
    return DocumentCase(case, frozenset(), files.get)


def _photos(folder: Path, count: int) -> Iterator[tuple[str, Path]]:
    for n in range(count):
        image = Image.new("RGB", (160, 120), (n * 4 % 256, 90, 160))
        kept = io.BytesIO()
        image.save(kept, "JPEG")
        sha = hashlib.sha256(kept.getvalue()).hexdigest()
        path = folder / f"{sha}.jpg"
        path.write_bytes(kept.getvalue())
        yield sha, path
