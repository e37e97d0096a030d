"""A picture made ready for a story: upright, at most 1,600 pixels, without the camera's notes.

Runs on the thread that works aside, never on the window's. Whatever is wrong with a file is said in
two sentences about that file.
"""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageWriter

from ssc_desktop import camera, pictures
from ssc_desktop.errors import InvalidInput
from ssc_desktop.i18n import _
from ui.pictures import MOST_PHOTO_PIXELS, MOST_PIXELS, Fit, Why, decoded

if TYPE_CHECKING:
    from ssc_desktop.at_rest import KeptFile
    from ssc_desktop.services.attachments import Intake

LONGEST = 1600
"""Pixels of the longer side: as large as a full page of a document asks for."""
QUALITY = 80

_HEAD = 32
_PICTURES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_PICTURE_ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"}
_HEIC_ENDINGS = {".heic", ".heif", ".avif"}
_JPEG_END = b"\xff\xd9"


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be kept, and where the camera says a photo was taken."""

    intake: "Intake"
    position: tuple[float, float] | None = None
    """Latitude and longitude: kept in this window's memory alone, for who asks."""


def prepared(path: Path) -> Prepared:
    """What of this file a story keeps.

    Raises InvalidInput where it cannot be kept, and says what to do instead.
    """
    attachments = _attachments()
    attachments.refuse_too_large(path)
    kind = _kind(path)
    if kind == "heic":
        raise InvalidInput(
            _("“{name}” is a HEIC picture, which this program cannot read.").format(name=path.name),
            advice=_(
                "Open it on the phone and share it as JPEG, or choose “Most compatible” in the "
                "camera’s settings for the next ones."
            ),
        )
    if kind:
        return _picture(path, kind)
    if path.suffix.lower() in _PICTURE_ENDINGS:
        raise _damaged(path.name)
    return Prepared(attachments.Intake(path.name, source=path))


def pasted(image: QImage) -> Prepared:
    """What of a picture from the clipboard a story keeps. Raises InvalidInput."""
    name = _("Pasted picture")
    if image.width() * image.height() > MOST_PHOTO_PIXELS:
        raise _too_many_pixels(name, image.size())
    return Prepared(_encoded(name, image, drawing=True))


def _attachments() -> Any:
    from ssc_desktop import services

    return services.attachments


def _kind(path: Path) -> str:
    """What sort of picture a file is by its first bytes, whatever it is called; "" for none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise InvalidInput(
            _("The file “{name}” cannot be read.").format(name=path.name),
            advice=_("Check that it is still there."),
        ) from error
    for start, kind in _PICTURES.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    branded = head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS
    return "heic" if branded or path.suffix.lower() in _HEIC_ENDINGS else ""


def _picture(path: Path, kind: str) -> Prepared:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _damaged(path.name) from error
    if kind == "jpeg" and _JPEG_END not in data[-max(64_000, len(data) // 2) :]:
        raise _damaged(path.name)  # cut off: what is missing would be grey
    noted = camera.noted(data)
    image = _decoded(path.name, data)
    drawing = kind in {"png", "gif", "webp", "bmp"}
    made = _encoded(path.name, image, drawing=drawing, plain=_plain(data, kind, image))
    return Prepared(dataclasses.replace(made, taken_on=noted.taken_on), noted.position)


def _decoded(name: str, data: bytes) -> QImage:
    """The picture, upright and small enough."""
    found = decoded(data, QSize(LONGEST, LONGEST))
    if found.why == Why.TOO_LARGE:
        raise _too_many_pixels(name, found.was)
    if found.image.isNull():
        raise _damaged(name)
    return found.image


def _fitted(size: QSize) -> QSize:
    if max(size.width(), size.height()) <= LONGEST:
        return size
    fitted = size.scaled(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
    return fitted.expandedTo(QSize(1, 1))


def _plain(data: bytes, kind: str, image: QImage) -> bytes:
    """The file's own bytes where they have no notes and need no change: nothing is lost twice."""
    if kind not in {"jpeg", "png"} or pictures.without_notes(data) != data:
        return b""
    small = max(image.width(), image.height()) <= LONGEST
    return data if small and not pictures.has_more(data) else b""


def _encoded(name: str, image: QImage, *, drawing: bool, plain: bytes = b"") -> "Intake":
    image = image.scaled(
        _fitted(image.size()),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ) if max(image.width(), image.height()) > LONGEST else image  # fmt: skip
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(
        QColorSpace.NamedColorSpace.SRgb
    ):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    see_through = image.hasAlphaChannel() and _is_see_through(image)
    wanted = QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32
    image = image.convertToFormat(wanted)
    image.setColorSpace(QColorSpace())
    data, kind = _smallest(image, drawing=drawing, see_through=see_through)
    if plain and len(plain) <= len(data):
        data, kind = plain, "png" if plain[:1] == b"\x89" else "jpeg"
    if not data:
        raise _damaged(name)
    made: Intake = _attachments().Intake(
        name, f"image/{kind}", data=data, width=image.width(), height=image.height()
    )
    return made


def _is_see_through(image: QImage) -> bool:
    # a corner-to-corner look at a small copy: most pictures have a channel and use none of it
    small = image.scaled(64, 64).convertToFormat(QImage.Format.Format_Alpha8)
    return any(byte < 255 for line in range(small.height()) for byte in bytes(
        small.constScanLine(line))[: small.width()])  # fmt: skip


def _smallest(image: QImage, *, drawing: bool, see_through: bool) -> tuple[bytes, str]:
    """A photo as JPEG; a drawing as PNG where that is smaller, or where one sees through it."""
    jpeg = b"" if see_through else _saved(image, b"JPEG", QUALITY)
    png = _saved(image, b"PNG", -1) if see_through or drawing else b""
    if png and (not jpeg or len(png) <= len(jpeg)):
        return png, "png"
    return jpeg, "jpeg"


def _saved(image: QImage, form: bytes, quality: int) -> bytes:
    for key in image.textKeys():
        image.setText(key, "")
    stream = QBuffer()
    stream.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(stream, QByteArray(form))
    writer.setQuality(quality)
    writer.setOptimizedWrite(True)
    if not writer.write(image):
        return b""
    # comments of the old file would be written into the new one
    return pictures.without_notes(bytes(stream.data().data()))


def _damaged(name: str) -> InvalidInput:
    return InvalidInput(
        _("The picture “{name}” is damaged or not a picture.").format(name=name),
        advice=_("Copy it again from the camera or phone, or choose another one."),
    )


def _too_many_pixels(name: str, size: QSize) -> InvalidInput:
    return InvalidInput(
        _("The picture “{name}” is too large: {width} × {height} pixels.").format(
            name=name, width=size.width(), height=size.height()
        ),
        advice=_("Save it smaller first: {most} million pixels at most.").format(
            most=MOST_PIXELS // 1_000_000
        ),
    )


# ------------------------------------------------------------ looking at what is kept


def read_small(file: "KeptFile", room: QSize) -> QImage:
    """A kept picture, just large enough to fill `room`; null where it cannot be shown."""
    return _read(file, room, Fit.FILL)


def read_whole(file: "KeptFile", room: QSize) -> QImage:
    """A kept picture, as large as it fits into `room` at most."""
    return _read(file, room, Fit.WITHIN)


def _read(file: "KeptFile", room: QSize, fit: Fit) -> QImage:
    try:
        data = file.read_bytes() if file.size() <= pictures.LARGEST else b""
    except OSError:
        return QImage()
    return decoded(data, room, fit).image
