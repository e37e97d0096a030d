"""Our colours in those of the house: one strong colour, its pale ground, its rules."""

import re

from ssc_desktop.word import contrast

_STRONG, _GROUND, _RULE, _SOFT, _ON_STRONG = "0B6B57", "EEF5F2", "C3D3CC", "7A958B", "D9EFE7"
_PALE, _LINE, _MIDDLE = 0.93, 0.75, 0.5


def strong_of(wished: list[str]) -> str:
    """The first colour on which and in which text can be read; made darker where none can."""
    found = [color for color in wished if color and color != "000000"]
    for color in found:
        if contrast.ratio(color, _tint(color, _PALE)) >= contrast.LEAST:
            return color
    color = found[0] if found else _STRONG
    while contrast.ratio(color, _tint(color, _PALE)) < contrast.LEAST:
        color = _shade(color)
    return color


def recoloured(xml: bytes, strong: str) -> bytes:
    """Our styles or lists with the strong colour and its tints in place of ours."""
    changes = {
        _STRONG: strong,
        _GROUND: _tint(strong, _PALE),
        _RULE: _tint(strong, _LINE),
        _SOFT: _tint(strong, _MIDDLE),
        _ON_STRONG: _tint(strong, _PALE),
    }
    pattern = re.compile("|".join(changes).encode())
    return pattern.sub(lambda match: changes[match[0].decode()].encode(), xml)


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (0, 2, 4))


def _tint(color: str, white: float) -> str:
    return "".join(f"{round(part + (255 - part) * white):02X}" for part in _parts(color))


def _shade(color: str) -> str:
    return "".join(f"{int(part * 0.9):02X}" for part in _parts(color))
