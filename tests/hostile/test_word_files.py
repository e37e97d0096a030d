"""Word files made to harm: each is refused with the right sentence, or read, soon and in little."""

import contextlib
import io
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from ssc_desktop.errors import Cancelled, StorageError, WordError
from ssc_desktop.record.found import FoundStory
from ssc_desktop.word import reading
from tests.hostile.bad_words import (
    RELATIONS,
    attached_template,
    backslashes,
    billion_laughs,
    bomb,
    bookmarks,
    broken_end,
    bytes_of,
    comments,
    cut_short,
    deep,
    document,
    empty_paragraphs,
    encrypted,
    entity_in_utf_16,
    external_entity,
    external_picture,
    huge_part,
    in_utf_16,
    locked_entry,
    long_attribute,
    lying_size,
    macros,
    many_controls,
    many_entries,
    many_runs,
    many_tags,
    odd_encoding,
    old_word,
    packed,
    paragraph,
    path_outside,
    renamed_bundle,
    renamed_zip,
    replaced,
    strict,
    twice,
    very_deep,
    wide_table,
    workbook,
    wrong_checksum,
)
from tests.hostile.scales import seconds_of
from tests.unit.word import sent

SECONDS = 1.0
MEMORY = 300 << 20


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        pytest.fail("a document made the reader call somebody")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files that are opened for reading meanwhile."""
    names: list[str] = []
    watching = True

    def watch(event: str, given: tuple[object, ...]) -> None:
        if watching and event == "open" and isinstance(given[0], str | Path):
            names.append(str(given[0]))

    sys.addaudithook(watch)
    yield names
    watching = False


UNPACKS = "it unpacks to far more than a document holds."
REFUSED: list[tuple[Callable[[Path], Path], str]] = [
    (bomb, UNPACKS),
    (many_entries, UNPACKS),
    (empty_paragraphs, UNPACKS),
    (many_tags, UNPACKS),
    (huge_part, UNPACKS),
    (external_entity, "it holds instructions that no Word document needs."),
    (billion_laughs, "it holds instructions that no Word document needs."),
    (entity_in_utf_16, "it holds instructions that no Word document needs."),
    (odd_encoding, "is damaged or cut short."),
    (encrypted, "is locked with a password."),
    (locked_entry, "is locked with a password."),
    (old_word, "is a Word document of the old kind (.doc)."),
    (cut_short, "is damaged or cut short."),
    (wrong_checksum, "is damaged or cut short."),
    (lying_size, "is damaged or cut short."),
    (renamed_zip, "is a packed folder, not a Word document."),
    (renamed_bundle, "is a bundle of case stories, not a Word document."),
    (workbook, "is an Excel workbook, not a Word document."),
    (twice, "holds the part “word/document.xml” twice."),
    (bytes_of(b""), "is empty."),
    (bytes_of(b"%PDF-1.7\n"), "is a PDF; answers cannot be read out of it."),
    (bytes_of(b"{\\rtf1 hello}"), "is a text document of another kind."),
    (bytes_of(b"<html><body>"), "is a web page, not a Word document."),
    (bytes_of(b"\x00" * 5000), "is not a Word document."),
    (bytes_of(b"PK\x03\x04" + bytes(3000)), "is damaged or cut short."),
]


@pytest.mark.parametrize(
    ("make", "sentence"), REFUSED, ids=[make.__name__ + said[:12] for make, said in REFUSED]
)
def test_it_is_refused_at_once_with_the_right_sentence(
    tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    path = make(tmp_path / "story.docx")

    with pytest.raises(WordError) as refused:
        reading.parse(path)

    assert seconds_of(lambda: _parsed(path), SECONDS) < SECONDS
    assert refused.value.message.startswith("“story.docx” ")
    assert refused.value.message.endswith(sentence)
    assert refused.value.advice


READ = [external_picture, attached_template, path_outside, macros, strict, in_utf_16, broken_end,
        backslashes, deep]  # fmt: skip


@pytest.mark.parametrize("make", READ)
def test_it_is_read_without_harm(
    tmp_path: Path, make: Callable[[Path], Path], opened: list[str]
) -> None:
    path = make(tmp_path / "story.docx")
    opened.clear()

    (found,) = reading.parse(path)

    assert [(one.path, one.value) for one in found.answers] == [(("overview",), "Farmers met.")]
    outside = [name for name in opened if "evil" in name or "passwd" in name]
    assert outside == []
    assert found.pictures == ()


def test_macros_and_damage_are_told(tmp_path: Path) -> None:
    (found,) = reading.parse(macros(tmp_path / "m.docm"))
    assert found.notices == ("The file holds macros; they were not run and are left out.",)
    (found,) = reading.parse(broken_end(tmp_path / "b.docx"))
    assert found.notices == ("The file is damaged; what could be read of it is here.",)


def _parsed(path: Path) -> tuple[FoundStory, ...]:
    with contextlib.suppress(WordError):
        return tuple(reading.parse(path))
    return ()


HEAVY = [bookmarks, comments, very_deep, long_attribute, many_runs, many_controls, wide_table]


@pytest.mark.parametrize("make", HEAVY)
def test_what_is_heavy_takes_little_time(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "story.docx")

    for found in _parsed(path):
        assert len(found.comments) <= 2000
    assert seconds_of(lambda: _parsed(path), SECONDS * 1.5) < SECONDS * 1.5


# ---------------------------------------------------------------- in a process of its own


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    path = sent.reviewed(tmp_path / "story.docx")
    assert reading.read(path) == reading.parse(path)


def test_its_refusal_arrives_as_it_was_said(tmp_path: Path) -> None:
    with pytest.raises(WordError, match="is locked with a password") as refused:
        reading.read(encrypted(tmp_path / "story.docx"))
    assert refused.value.advice.startswith("Open it with the password")


def test_a_file_that_is_gone_is_no_word_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        reading.read(tmp_path / "gone.docx")


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        reading.read(sent.headings(tmp_path / "story.docx"), stop=lambda: True)


@pytest.mark.skipif(sys.platform != "linux", reason="others do not tell")
def test_it_reads_in_little_memory(tmp_path: Path) -> None:
    """As many tags as are read at all."""
    many = document(f"<w:p>{'<w:r/>' * 480_000}</w:p>{paragraph('Overview: Farmers met.')}")
    with zipfile.ZipFile(packed(tmp_path / "s.docx", document("")), "a") as archive:
        archive.writestr("word/big.xml", many, zipfile.ZIP_STORED)
    relations = RELATIONS.replace("word/document.xml", "word/big.xml")
    path = replaced(tmp_path / "s.docx", "_rels/.rels", relations.encode())

    # in a process of its own that tells afterwards: what a child says of itself counts its parent
    code = (
        "import sys\nfrom pathlib import Path\nfrom ssc_desktop.word.reading import apart\n"
        "apart.run(['en', sys.argv[1]])\n"
        "sys.stderr.write(Path('/proc/self/status').read_text(encoding='ascii'))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    peak = re.search(r"VmHWM:\s*(\d+) kB", done.stderr.decode())

    assert b"Farmers met." in done.stdout
    assert peak is not None and int(peak[1]) * 1024 < MEMORY


def test_nothing_of_the_file_is_written_anywhere(tmp_path: Path) -> None:
    path = sent.headings(tmp_path / "story.docx")
    before = path.read_bytes(), path.stat().st_mtime_ns

    reading.read(path)

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir()] == ["story.docx"]
    assert io.BytesIO(before[0]).read(2) == b"PK"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "field",
    [
        "INCLUDEPICTURE",
        "includetext",
        "INC{\\b0 L}UDEPICTURE",
        "\\'49NCLUDEPICTURE",
        "\\u73?NCLUDEPICTURE",
        "INCLUDE\nPICTURE",
    ],
)
def test_no_other_file_of_this_computer_is_put_into_one_that_came(
    field: str, tmp_path: Path
) -> None:
    """A field of RTF: LibreOffice puts in whatever file it names."""
    source = tmp_path / "story.rtf"
    named = f'{field} "{tmp_path}/secret.png"'
    source.write_text(f"{{\\rtf1 Rice {{\\field{{\\*\\fldinst {named}}}{{\\fldrslt x}}}}}}")
    Image.new("RGB", (64, 64)).save(tmp_path / "secret.png")

    with pytest.raises(WordError) as refused:
        reading.read(source, stop=lambda: False)

    assert "Word document" in refused.value.advice
