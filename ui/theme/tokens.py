"""The colours of the window: frozen sets with the same names, one a theme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour that the style sheet, the palette and the painters use, as #rrggbb."""

    name: str
    dark: bool
    rail: str
    rail_text: str
    rail_selected: str
    rail_selected_text: str
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    on_soft: str
    chip: str
    on_chip: str
    amber: str
    on_amber: str
    blue: str
    on_blue: str
    green: str
    on_green: str
    red: str
    on_red: str
    track: str
    done: str
    on_done: str
    focus: str
    toast: str
    on_toast: str
    toast_action: str
    faint: str
    """What cannot be pressed now."""
    contrast: bool = False
    """Whether it is meant for eyes that need more contrast."""
    ring: int = 2
    """How thick the frame is of what has the keyboard, in pixels."""


LIGHT = Tokens(
    name="light",
    dark=False,
    rail="#12322b",
    rail_text="#c9dcd6",
    rail_selected="#1f4c41",
    rail_selected_text="#ffffff",
    window="#f6f4f0",
    surface="#ffffff",
    raised="#ffffff",
    text="#1b1f1d",
    muted="#575c58",
    line="#dfdbd3",
    edge="#85807a",
    hover="#efece5",
    accent="#0b6a54",
    accent_hover="#085544",
    on_accent="#ffffff",
    soft="#dcf0e9",
    on_soft="#0a5443",
    chip="#efece5",
    on_chip="#4a4f4c",
    amber="#fdead0",
    on_amber="#874900",
    blue="#e1ebf8",
    on_blue="#1b4e8c",
    green="#dcf2de",
    on_green="#17652d",
    red="#fbe4e2",
    on_red="#a3211a",
    track="#e4e0d8",
    done="#17703c",
    on_done="#ffffff",
    focus="#0b6a54",
    toast="#1f2623",
    on_toast="#f4f6f5",
    toast_action="#7fdcbf",
    faint="#85807a",
)

DARK = Tokens(
    name="dark",
    dark=True,
    rail="#0c110f",
    rail_text="#b7c2bd",
    rail_selected="#1b2a25",
    rail_selected_text="#ffffff",
    window="#131614",
    surface="#1b1f1c",
    raised="#1b1f1c",
    text="#e9ece9",
    muted="#a7aeaa",
    line="#333935",
    edge="#747b77",
    hover="#252b27",
    accent="#5ccdae",
    accent_hover="#7bdcc1",
    on_accent="#062019",
    soft="#1a3a31",
    on_soft="#8fe3ca",
    chip="#0f1210",
    on_chip="#bcc3bf",
    amber="#38260f",
    on_amber="#f0b866",
    blue="#1a2a44",
    on_blue="#a9c8f5",
    green="#15301c",
    on_green="#82d694",
    red="#3d1c1a",
    on_red="#f5a9a3",
    track="#343a36",
    done="#7fd694",
    on_done="#0d2012",
    focus="#5ccdae",
    toast="#e9ece9",
    on_toast="#1b1f1d",
    toast_action="#0b6a54",
    faint="#747b77",
)

CONTRAST = Tokens(
    name="contrast",
    dark=True,
    rail="#000000",
    rail_text="#ffffff",
    rail_selected="#ffd800",
    rail_selected_text="#000000",
    window="#000000",
    surface="#000000",
    raised="#000000",
    text="#ffffff",
    muted="#ebebeb",
    line="#a8a8a8",
    edge="#ffffff",
    hover="#2b2b2b",
    accent="#ffd800",
    accent_hover="#fff1a3",
    on_accent="#000000",
    soft="#332b00",
    on_soft="#ffd800",
    chip="#262626",
    on_chip="#ffffff",
    amber="#3d2600",
    on_amber="#ffcb6b",
    blue="#00213f",
    on_blue="#a8d4ff",
    green="#00300f",
    on_green="#8cff9f",
    red="#4a0000",
    on_red="#ffbdb8",
    track="#6e6e6e",
    done="#8cff9f",
    on_done="#000000",
    focus="#ffd800",
    toast="#000000",
    on_toast="#ffffff",
    toast_action="#ffd800",
    faint="#9a9a9a",
    contrast=True,
    ring=3,
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}
"""The sets by the names that the settings know."""

STATUS_TONES = {
    "draft": "chip",
    "complete": "blue",
    "in_review": "amber",
    "changes_asked": "amber",
    "published": "green",
    "withdrawn": "red",
    "archived": "chip",
}
"""Which pair of colours the chip of a status wears."""


def pair(tokens: Tokens, tone: str) -> tuple[str, str]:
    """Background and text colour of a tone: `chip`, `soft`, `amber`, `blue`, `green`, `red`."""
    return getattr(tokens, tone), getattr(tokens, f"on_{tone}")
