"""Places in a text: Python counts letters, Qt counts units of UTF-16."""


def has_wide(text: str) -> bool:
    """Whether both count differently in `text`."""
    # a loop in C: asked of texts of a hundred thousand letters
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def to_units(text: str, at: int) -> int:
    """Where Qt counts the place `at` of `text`."""
    if not has_wide(text):
        return at
    return at + sum(letter > "\uffff" for letter in text[:at])


def from_units(text: str, units: int) -> int:
    """The place in `text` that Qt calls `units`."""
    if not has_wide(text):
        return units
    at = 0
    for letter in text:
        if units <= 0:
            break
        units -= 2 if letter > "\uffff" else 1
        at += 1
    return at
