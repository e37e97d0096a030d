"""What a piece of advice is: where, what, why, and by which rule."""

from dataclasses import dataclass

from ssc_desktop.record.editing import Path


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to look at again; texts are English, to be translated where they are shown."""

    path: Path
    message: str
    """May have the gap {said} for words of the story."""
    rule: str = ""
    """The name of the rule that speaks."""
    reason: str = ""
    """Why it matters."""
    said: str = ""
    """The words of the story that it is about."""
    coach: bool = False
    """From the story coach, whose rules can be silenced; else a check of the dictionary."""
