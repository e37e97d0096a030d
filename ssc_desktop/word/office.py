"""Microsoft Word and LibreOffice, where they are installed: they make PDF pages of our documents.

LibreOffice runs with a profile of its own in a folder that is thrown away, so a window that
somebody has open is never touched. Word is driven through its automation server. What is started
is ended with all its children when somebody cancels or the time is over.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ssc_desktop import files, temporary
from ssc_desktop.errors import ExportError, go_on
from ssc_desktop.i18n import _
from ssc_desktop.word import pdf_outline, word_server

Stop = Callable[[], bool]

_BEGIN = 60.0
"""Seconds that starting the program may take."""
_EACH = 60.0
"""Seconds for each document; a book of 150 stories takes half of it."""
_LOOK = 0.05
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


@dataclass(frozen=True, slots=True)
class OfficeProgram:
    """A program that makes pages of Word documents: its name as people know it, and where it is."""

    name: Literal["Microsoft Word", "LibreOffice"]
    path: Path


def programs() -> tuple[OfficeProgram, ...]:
    """The programs found on this computer, the one with the truest pages first."""
    word, libre = word_server.installed(), _libreoffice()
    found = [OfficeProgram("Microsoft Word", word)] if word else []
    return (*found, *([OfficeProgram("LibreOffice", libre)] if libre else []))


def libreoffice() -> OfficeProgram | None:
    """LibreOffice alone, for what only it can do: telling the pages of headings."""
    return next((one for one in programs() if one.name == "LibreOffice"), None)


def to_pdf(
    documents: Mapping[Path, Path],
    *,
    program: OfficeProgram | None = None,
    stop: Stop | None = None,
) -> OfficeProgram:
    """Make a PDF of each Word document, under the name that stands behind it.

    `program` is one of `programs()`; None for the first of them. Which one made the pages is the
    answer. Raises Cancelled, or ExportError where there is no program or it made no pages; the
    targets are then as they were.
    """
    chosen = program or next(iter(programs()), None)
    if chosen is None:
        raise ExportError(
            _("Neither Microsoft Word nor LibreOffice was found on this computer."),
            advice=_("Make the PDF with the program’s own pages instead."),
        )
    with temporary.folder() as place:
        folder = place
        copies = [_copied(source, folder, n) for n, source in enumerate(documents)]
        seconds = _BEGIN + _EACH * len(copies)
        if chosen.name == "LibreOffice":
            _run(_libre_command(chosen.path, folder, copies), os.environ, seconds, stop)
        else:
            for copy in copies:
                with word_server.watched(folder) as (command, variables):
                    _run([*command], variables | word_server.places(copy), seconds, stop)
        for copy, target in zip(copies, documents.values(), strict=True):
            _handed_over(copy.with_suffix(".pdf"), target, chosen)
    return chosen


def to_docx(source: Path, target: Path, *, stop: Stop | None = None) -> bool:
    """Turn a text document of another kind (.doc, .odt, .rtf) into a .docx; False where it cannot.

    LibreOffice does it, without macros, and looks for nothing outside the file: one that names
    others to be put into it is not turned. Raises Cancelled.
    """
    program = libreoffice()
    if program is None or _asks_for_more(source):
        return False
    with temporary.folder() as place:
        folder = place
        _careful(folder / "profile")
        copy = folder / f"document{source.suffix.lower()}"
        shutil.copyfile(source, copy)
        made = folder / "made"
        command = _libre_command(program.path, folder, [copy], "docx:MS Word 2007 XML", made)
        try:
            _run(command, os.environ | _NO_PROXY, _BEGIN + _EACH, stop)
        except ExportError:
            return False
        found = made / "document.docx"
        if not found.is_file():
            return False
        shutil.copyfile(found, target)
    return True


def _asks_for_more(source: Path) -> bool:
    """Whether a .rtf or .doc has a field that puts another file of this computer into it.

    LibreOffice follows such a field even where nothing else is followed. Of a file that is too
    large to be looked through it is taken for granted.
    """
    if source.stat().st_size > _LARGEST:
        return True
    data = source.read_bytes().upper().replace(b"\x00", b"")
    if data.startswith(b"{\\RTF"):
        data = _HEX.sub(lambda one: bytes([int(one[1], 16)]).upper(), data)
        data = _CODED.sub(lambda one: bytes([int(one[1]) & 0xFF]).upper(), data)
        data = _MARKUP.sub(b"", data)
    return any(field in data for field in (b"INCLUDEPICTURE", b"INCLUDETEXT", b"DDEAUTO"))


_LARGEST = 64 << 20
_HEX = re.compile(rb"\\'([0-9A-F]{2})")
_CODED = re.compile(rb"\\U(\d{1,5}) ?\??")
_MARKUP = re.compile(rb"\\\*|\\[A-Z]+-?\d* ?|[{}\s]")


def _careful(profile: Path) -> None:
    """A profile in which nothing is loaded that a document only refers to."""
    user = profile / "user"
    user.mkdir(parents=True)
    settings = "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _CAREFUL.items()
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
        f' xmlns:oor="http://openoffice.org/2001/registry">{settings}</oor:items>\n',
        encoding="utf-8",
    )


_CAREFUL = {
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
}
_NOWHERE = "http://127.0.0.1:9"
_NO_PROXY = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "HTTPS_PROXY": _NOWHERE}
"""Whoever asks the network all the same asks a door that nobody opens."""


def page_of(document: Path, anchors: Sequence[str], *, stop: Stop | None = None) -> dict[str, int]:
    """On which page the headings with these bookmarks stand, from 1; {} where nobody can tell.

    LibreOffice makes the pages; Word's own may differ by a line here and there. Raises Cancelled
    or ExportError.
    """
    program = libreoffice()
    if program is None:
        return {}
    with temporary.folder() as place:
        target = place / "pages.pdf"
        to_pdf({document: target}, program=program, stop=stop)
        pages = pdf_outline.pages_of_headings(target.read_bytes())
    headings = pdf_outline.headings_in(document)
    if len(pages) != len(headings):
        return {}
    wanted = set(anchors)
    return {
        anchor: page
        for page, names in zip(pages, headings, strict=True)
        for anchor in names & wanted
    }


# ---------------------------------------------------------------- LibreOffice


def _libreoffice() -> Path | None:
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    """Where LibreOffice puts itself when it is not on the path."""
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)"):
            base = os.environ.get(variable)
            if base:
                # the one for consoles: it waits until the work is done
                yield Path(base) / "LibreOffice" / "program" / "soffice.com"
        registered = word_server.registered(r"SOFTWARE\LibreOffice\UNO\InstallPath")
        if registered:
            yield Path(registered) / "soffice.com"
    elif sys.platform == "darwin":
        for base in (Path("/Applications"), Path.home() / "Applications"):
            yield base / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield Path("/snap/bin/libreoffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _libre_command(
    program: Path,
    folder: Path,
    documents: Sequence[Path],
    wanted: str = _FILTER,
    target: Path | None = None,
) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault")
    outputs = ("--convert-to", wanted, "--outdir", str(target or folder))
    return [str(program), profile, *quiet, *outputs, *map(str, documents)]


# ---------------------------------------------------------------- what is started, and ended


def _copied(source: Path, folder: Path, number: int) -> Path:
    """A copy beside which the program may leave its lock file."""
    copy = folder / f"{number}.docx"
    shutil.copyfile(source, copy)
    return copy


def _handed_over(made: Path, target: Path, program: OfficeProgram) -> None:
    if not made.is_file() or not made.stat().st_size:
        raise ExportError(
            _("{program} made no pages of this document.").format(program=program.name),
            advice=_("Make the PDF with the program’s own pages instead."),
        )
    with files.replacing(target) as stream, made.open("rb") as source:
        shutil.copyfileobj(source, stream)


def _run(
    command: Sequence[str], variables: Mapping[str, str], seconds: float, stop: Stop | None
) -> None:
    """Run a program to its end; raises Cancelled, or ExportError where it does not come to one."""
    with _started(command, variables) as process:
        waited = 0.0
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
                return
            waited += _LOOK
            go_on(stop)
            if waited > seconds:
                raise ExportError(
                    _("“{name}” took too long and was ended.").format(name=Path(command[0]).name),
                    advice=_("Make the PDF with the program’s own pages instead."),
                )


@contextlib.contextmanager
def _started(
    command: Sequence[str], variables: Mapping[str, str]
) -> "Iterator[subprocess.Popen[bytes]]":
    try:
        process = subprocess.Popen(  # noqa: S603 - a program of this computer, by its full path
            command,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ExportError(
            _("“{name}” could not be started.").format(name=Path(command[0]).name),
            advice=_("Make the PDF with the program’s own pages instead."),
        ) from error
    try:
        yield process
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and all it has started."""
    if sys.platform == "win32":
        word_server.end_tree(process.pid)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
