"""What an attachment is, told by its first bytes and never by its name."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its ending in a bundle, its media type, and whether it may be shown."""

    ending: str
    media_type: str
    shown: bool = True


OPAQUE: Final = FileType("bin", "application/octet-stream", shown=False)
ENOUGH: Final = 16
"""How many first bytes `sniffed` looks at."""

_MP4_BRANDS = {b"M4A ": FileType("m4a", "audio/mp4"), b"M4B ": FileType("m4a", "audio/mp4")}
_STARTS = (
    (b"\xff\xd8\xff", FileType("jpg", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", FileType("png", "image/png")),
    (b"%PDF-", FileType("pdf", "application/pdf")),
    (b"OggS", FileType("ogg", "audio/ogg")),
    (b"ID3", FileType("mp3", "audio/mpeg")),
    (b"\x1a\x45\xdf\xa3", FileType("webm", "video/webm")),
)
_RIFF = {
    b"WEBP": FileType("webp", "image/webp"),
    b"WAVE": FileType("wav", "audio/wav"),
}
_MP3_FRAMES = {b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"}


def sniffed(head: bytes) -> FileType:
    """The type of a file that begins with `head`; OPAQUE for all that the program never shows."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], OPAQUE)
    if head[4:8] == b"ftyp":
        return _MP4_BRANDS.get(head[8:12], FileType("mp4", "video/mp4"))
    if head[:2] in _MP3_FRAMES:
        return FileType("mp3", "audio/mpeg")
    return OPAQUE
