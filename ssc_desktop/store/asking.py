"""What the list is asked for. Nothing heavy is loaded here: the window asks with it."""

from dataclasses import dataclass, field, replace

CHANGED, TITLE, COMPLETENESS, COUNTRY, YEAR, STATUS, RELEVANCE = (
    "changed", "title", "completeness", "country", "year", "status", "relevance",
)  # fmt: skip
SORTS = (CHANGED, TITLE, COMPLETENESS, COUNTRY, YEAR, STATUS)
"""What the list can be sorted by at any time; by relevance only where words are searched for."""
FALLING = frozenset({CHANGED, COMPLETENESS, YEAR, RELEVANCE})
"""Sorted by these, the highest usually comes first."""

KINDS = ("status", "country", "sector", "goal", "challenge", "cooperation", "language")
"""What the list can be narrowed to by codes."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the list is narrowed to: all of them hold; of one kind any of its codes."""

    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    """Of any partner."""
    sector: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    challenge: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    from_year: int = 0
    to_year: int = 0
    """The work went on in a year of these; 0 for no limit."""
    least: int = 0
    most: int = 100
    """Completeness in percent."""
    unpacked: bool = False
    """Changed since the last bundle."""
    needs_you: bool = False
    """Several versions are alive, or one deleted what another changed."""

    def codes(self, kind: str) -> tuple[str, ...]:
        """The codes of one kind."""
        found: tuple[str, ...] = getattr(self, kind)
        return found

    def without(self, kind: str) -> "Conditions":
        """The same with any code of one kind."""
        return replace(self, **{kind: ()})  # type: ignore[arg-type]  # kinds hold codes

    def toggled(self, kind: str, code: str) -> "Conditions":
        """The same with one code more, or less where it was among them."""
        held = self.codes(kind)
        codes = tuple(one for one in held if one != code) if code in held else (*held, code)
        return replace(self, **{kind: codes})  # type: ignore[arg-type]  # kinds hold codes


NOTHING = Conditions()


@dataclass(frozen=True, slots=True)
class Query:
    """What the list is asked for."""

    text: str = ""
    conditions: Conditions = NOTHING
    trash: bool = False
    sort: str = CHANGED
    falling: bool | None = None
    """Whether the highest comes first; None for what is usual."""
    limit: int = 200
    language: str = field(default="en")
    """The interface's: countries and statuses are sorted as they are called in it."""

    @property
    def down(self) -> bool:
        """Whether the highest comes first."""
        return self.sort in FALLING if self.falling is None else self.falling


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins behind it."""

    stretch: str
    """Of the sorted list: one country, one status, or "" for all of it."""
    key: str | int
    number: int
