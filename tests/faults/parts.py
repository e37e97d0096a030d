"""The acts, in parts that are played together."""

from tests.faults import acts, safekeeping
from tests.faults.acts import MakeAct

PARTS: dict[str, tuple[MakeAct, ...]] = {
    "writing": acts.WRITING,
    "exchange": acts.EXCHANGE,
    "migrations": acts.MIGRATIONS,
    "leaving": acts.LEAVING,
    "safekeeping": safekeeping.SAFEKEEPING,
    "protected": safekeeping.PROTECTED,
}
