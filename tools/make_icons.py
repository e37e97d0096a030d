"""Copy the icons of the window out of Lucide, and draw the program's own.

    npm pack lucide-static@1.62.0    (and unpack it)
    python tools/make_icons.py LUCIDE-STATIC/icons

The icons keep `stroke="currentColor"`: the window tints them for its theme. Needs PySide6 for the
PNG of the program's icon.
"""

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[1] / "resources" / "icons"

NAMES = """
archive-restore arrow-down arrow-down-up arrow-left arrow-left-right arrow-right arrow-up ban
bell-off bold book-open cable calendar check chevron-down chevron-left chevron-right chevron-up
circle circle-alert circle-check circle-dot circle-help clock coins command compass copy download
ellipsis external-link eye eye-off file-down file-text files flag focus folder-open git-compare
globe grip-vertical handshake hard-drive history image image-plus import inbox info italic key-round
keyboard languages laptop layers library lightbulb link list list-filter list-ordered lock mail
map-pin message-square minus monitor moon package package-open panel-right paperclip pause pencil
plus printer qr-code quote receipt-text redo-2 refresh-cw save search send settings shield
shield-alert shield-check shield-question-mark spell-check sprout star sun table-2 tag target
text-search thumbs-down thumbs-up ticket trash-2 triangle-alert undo-2 upload usb user users
wifi-off x
""".split()
# Lucide has renamed it; we keep the name under which people look for it
RENAMED = {"circle-help": "circle-question-mark"}

APP_ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
  <rect width="256" height="256" rx="56" fill="#0b6b57"/>
  <path d="M122 206 C 58 196 36 138 50 66 C 110 76 142 130 122 206 Z" fill="#ffffff"/>
  <path d="M134 206 C 198 196 220 138 206 66 C 146 76 114 130 134 206 Z" fill="#bfe3d4"/>
  <path d="M121 205 C 112 160 92 120 64 86" fill="none" stroke="#0b6b57" stroke-width="7"
        stroke-linecap="round"/>
  <path d="M135 205 C 144 160 164 120 192 86" fill="none" stroke="#0b6b57" stroke-width="7"
        stroke-linecap="round"/>
</svg>
"""


def copied(source: str) -> str:
    """An icon without the licence comment and class names, which stand in `licences/`."""
    text = re.sub(r"<!--.*?-->\s*", "", source, flags=re.DOTALL)
    return re.sub(r'\s*class="[^"]*"', "", text).strip() + "\n"


def painted(svg: str, side: int) -> QImage:
    """A square picture of an SVG."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(svg.encode()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def main(lucide: Path) -> None:
    """Write all icons."""
    ICONS.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        source = (lucide / f"{RENAMED.get(name, name)}.svg").read_text(encoding="utf-8")
        (ICONS / f"{name}.svg").write_text(copied(source), encoding="utf-8")
    (ICONS / "ssc-desktop.svg").write_text(APP_ICON, encoding="utf-8")
    painted(APP_ICON, 256).save(str(ICONS / "ssc-desktop.png"))
    print(f"{len(NAMES)} icons and our own")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    main(Path(sys.argv[1]))
