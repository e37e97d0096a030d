"""Decodes pictures, in a process of its own: little memory and time, no files, no network.

It hears a line of JSON and the bytes of a picture, and answers a line of JSON and the dots of a
smaller one. Its decoders are written in C and read what strangers send.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from ssc_desktop import apart
from ui.pictures import KINDS, MOST_PHOTO_PIXELS, MOST_PIXELS, SECONDS, Fit, Why

_MEMORY = 240 << 20
_MOST_MEMORY = 200
"""MB that Qt may take for one picture."""
_GIF: Final = bytes.fromhex(
    "47494638376101000100800000000000ffffff2c00000000010001000002024401003b"
)


def run() -> int:
    """Answer until the window has gone."""
    # threads of Qt's need files of their own, and end the process where there are none
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    _load_decoders()
    apart.limit(seconds=0, memory=_MEMORY)
    apart.open_nothing()
    for asked, data in _questions(sys.stdin.buffer):
        apart.allow(SECONDS)
        told, dots = answer(data, Fit(asked["fit"]), QSize(asked["width"], asked["height"]))
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
        sys.stdout.buffer.write(dots)
        sys.stdout.buffer.flush()
    return 0


def _questions(stream: BinaryIO) -> Iterator[tuple[dict[str, Any], bytes]]:
    while line := stream.readline():
        asked = json.loads(line)
        yield asked, stream.read(asked["size"])


def _load_decoders() -> None:
    """Read a picture of every kind, while their decoders can still be loaded."""
    QImageReader.setAllocationLimit(_MOST_MEMORY)
    dot = QImage(1, 1, QImage.Format.Format_RGB32)
    dot.fill(0)
    for kind in KINDS:
        stream = QBuffer()
        stream.open(QIODevice.OpenModeFlag.ReadWrite)
        if kind == "gif":
            stream.write(QByteArray(_GIF))
        else:
            QImageWriter(stream, QByteArray(kind.encode())).write(dot)
        answer(bytes(stream.data().data()), Fit.FILL, QSize(2, 2))


def answer(data: bytes, fit: Fit, room: QSize) -> tuple[dict[str, Any], bytes]:
    """The smaller picture, upright and in the usual colours; or why there is none."""
    stream = QBuffer()
    stream.setData(QByteArray(data))
    stream.open(QIODevice.OpenModeFlag.ReadOnly)
    # its reader must go first: the one of TIFF ends by asking the stream once more
    return _read(QImageReader(stream), fit, room)


def _read(reader: QImageReader, fit: Fit, room: QSize) -> tuple[dict[str, Any], bytes]:
    reader.setDecideFormatFromContent(True)
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    if kind not in KINDS:  # a drawing that could name other files (SVG) is never rendered
        return {"why": Why.DAMAGED}, b""
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return {"why": Why.DAMAGED}, b""
    told = {"was": (size.width(), size.height()), "kind": kind}
    most = MOST_PHOTO_PIXELS if kind == "jpeg" else MOST_PIXELS
    if size.width() * size.height() > most:
        return {"why": Why.TOO_LARGE, **told}, b""
    reader.setScaledSize(_fitted(size, fit, room))
    image = reader.read()
    if image.isNull():
        return {"why": Why.DAMAGED, **told}, b""
    image = _usual(image)
    see_through = image.format() == QImage.Format.Format_ARGB32
    made = {"width": image.width(), "height": image.height(), "see_through": see_through}
    return {**told, **made}, bytes(image.constBits())


def _fitted(size: QSize, fit: Fit, room: QSize) -> QSize:
    ratio = Qt.AspectRatioMode
    if fit is Fit.FILL:
        return size.scaled(room, ratio.KeepAspectRatioByExpanding).expandedTo(QSize(1, 1))
    if size.width() <= room.width() and size.height() <= room.height():
        return size
    return size.scaled(room, ratio.KeepAspectRatio).expandedTo(QSize(1, 1))


def _usual(image: QImage) -> QImage:
    """In sRGB, with four bytes a dot."""
    usual = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if image.colorSpace().isValid() and image.colorSpace() != usual:
        image = image.convertedToColorSpace(usual)
    wanted = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)
