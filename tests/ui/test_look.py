from dataclasses import fields

import pytest

from ui.theme.stylesheet import style_sheet
from ui.theme.tokens import LIGHT, STATUS_TONES, THEMES, Tokens, pair

_TEXT = [
    ("text", "window"), ("text", "surface"), ("muted", "window"), ("muted", "surface"),
    ("rail_text", "rail"), ("rail_selected_text", "rail_selected"), ("on_accent", "accent"),
    ("on_soft", "soft"), ("text", "soft"), ("muted", "soft"), ("on_chip", "chip"),
    ("muted", "chip"), ("on_amber", "amber"), ("on_amber", "surface"), ("on_blue", "blue"),
    ("on_green", "green"), ("on_red", "red"), ("on_red", "window"), ("accent", "surface"),
    ("text", "raised"), ("muted", "raised"), ("on_amber", "window"), ("on_blue", "surface"),
    ("on_done", "done"), ("muted", "hover"), ("on_accent", "accent_hover"), ("accent", "window"),
    ("accent", "amber"), ("on_toast", "toast"), ("toast_action", "toast"), ("text", "hover"),
    ("on_soft", "surface"), ("on_green", "window"), ("on_green", "surface"),
]  # fmt: skip
_LINES = [("edge", "surface"), ("edge", "window"), ("focus", "surface"), ("focus", "window"),
          ("done", "window"), ("accent", "window")]  # fmt: skip


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    brighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", list(THEMES.values()), ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), _TEXT)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    least = 7.0 if tokens.contrast else 4.5
    assert _contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("tokens", list(THEMES.values()), ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), _LINES)
def test_edges_and_focus_can_be_seen(tokens: Tokens, ink: str, ground: str) -> None:
    least = 7.0 if tokens.contrast else 3.0
    assert _contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("tokens", list(THEMES.values()), ids=lambda t: t.name)
def test_the_style_sheet_fills_every_gap(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, 10)

    assert "$" not in sheet
    assert tokens.accent in sheet


def test_every_theme_names_the_same_colours() -> None:
    for token in fields(Tokens):
        if token.type is str and token.name != "name":
            for tokens in THEMES.values():
                assert str(getattr(tokens, token.name)).startswith("#")


def test_the_focus_is_thicker_in_high_contrast() -> None:
    assert THEMES["contrast"].ring > LIGHT.ring
    assert "border: 3px solid" in style_sheet(THEMES["contrast"], 10)


def test_every_status_has_a_tone() -> None:
    from ssc_desktop.record.vocabularies import vocabulary

    for entry in vocabulary("case_status").entries:
        assert all(pair(LIGHT, STATUS_TONES[str(entry.code)]))
