"""Cut the fonts of the window to the letters we need, as TTF files that Qt loads.

    npm pack inter-ui@4.1.1 @fontsource/ibm-plex-sans-arabic@5.3.0    (and unpack both)
    python tools/make_fonts.py INTER-UI/web IBM-PLEX-SANS-ARABIC/files

needs fonttools and brotli. Qt finds the families “Inter” and “IBM Plex Sans Arabic”, each in
weights 400, 500, 600 and 700.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import, unused-ignore]

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
_FAMILIES = {"Inter": "Inter", "IBMPlexSansArabic": "IBM Plex Sans Arabic"}
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}

# Latin of all languages (with Vietnamese and the African letters), Greek, Cyrillic, signs
_LATIN_AND_MORE = (
    (0x0020, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F), (0x1E00, 0x1EFF),
    (0x2000, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x23FF), (0x25A0, 0x27BF), (0xFFFD, 0xFFFD),
)  # fmt: skip
_ARABIC = (
    (0x0020, 0x0020), (0x00A0, 0x00A0), (0x00AB, 0x00AB), (0x00BB, 0x00BB), (0x0600, 0x06FF),
    (0x0750, 0x077F), (0x08A0, 0x08FF), (0x200C, 0x200F), (0x2010, 0x2011), (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)  # fmt: skip
# what shapes text anyway, and figures of one width for tables
_FEATURES = [*Options().layout_features, "tnum", "case"]


def cut(source: Path, target: Path, ranges: tuple[tuple[int, int], ...]) -> None:
    """Write those letters of a font that lie in the ranges."""
    family, style = target.stem.split("-")
    options = Options(layout_features=_FEATURES, hinting=False, name_IDs=["*"], notdef_outline=True)
    font = TTFont(source, recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for low, high in ranges for code in range(low, high + 1)])
    cutter.subset(font)
    font.flavor = None
    # all weights are one family, also those that the four classic styles do not know
    font["name"].setName(_FAMILIES[family], 16, 3, 1, 0x409)
    font["name"].setName(style, 17, 3, 1, 0x409)
    font.save(target)
    print(f"{target.name}: {target.stat().st_size // 1024} kB, {len(font.getBestCmap())} letters")


def main(inter: Path, plex_arabic: Path) -> None:
    """Make the eight files."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        cut(inter / f"Inter-{name}.woff2", FONTS / f"Inter-{name}.ttf", _LATIN_AND_MORE)
        cut(
            plex_arabic / f"ibm-plex-sans-arabic-arabic-{weight}-normal.woff2",
            FONTS / f"IBMPlexSansArabic-{name}.ttf",
            _ARABIC,
        )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
