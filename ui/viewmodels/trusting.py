"""How far another computer is known, in words and pictures."""

from dataclasses import dataclass

from ssc_desktop.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Standing:
    """A state as it is shown: never by its colour alone."""

    icon: str
    tone: str
    label: str
    meaning: str


_STANDINGS = {
    "own": Standing("laptop", "soft", N_("This computer"), N_("You are working on it.")),
    "checked": Standing(
        "shield-check", "green", N_("Checked"),
        N_("Its fingerprint was compared with its owner. What it sends comes in."),
    ),
    "seen": Standing(
        "shield", "blue", N_("Known"),
        N_("It was accepted here. Its fingerprint was not compared yet. What it sends comes in."),
    ),
    "new": Standing(
        "shield-question-mark", "amber", N_("New"),
        N_("It was never met before. What it sends waits until you accept it."),
    ),
    "blocked": Standing(
        "ban", "red", N_("Blocked"),
        N_("What it sends from now on is put aside. What is here already stays."),
    ),
}  # fmt: skip
_ROLES = {
    "facilitator": N_("Facilitator"),
    "repository": N_("Central repository"),
}


def standing(state: str) -> Standing:
    """How a state is shown."""
    found = _STANDINGS.get(state, _STANDINGS["new"])
    return Standing(found.icon, found.tone, _(found.label), _(found.meaning))


def role(name: str) -> str:
    """What a computer's part in the workshop is called; "" where it has none."""
    return _(_ROLES[name]) if name in _ROLES else ""


def spoken(fingerprint: str) -> str:
    """A fingerprint that runs from left to right in any text."""
    return f"\u2066{fingerprint}\u2069" if fingerprint else ""
