"""Places in a text: Python counts letters, Qt counts units of UTF-16."""


def to_units(text: str, at: int) -> int:
    """Where Qt counts the place `at` of `text`."""
    if text.isascii():
        return at
    return at + sum(letter > "\uffff" for letter in text[:at])


def from_units(text: str, units: int) -> int:
    """The place in `text` that Qt calls `units`."""
    if text.isascii() or max(text) <= "\uffff":
        return units
    at = 0
    for letter in text:
        if units <= 0:
            break
        units -= 2 if letter > "\uffff" else 1
        at += 1
    return at
