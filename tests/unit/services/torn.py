"""A story that two laptops have, and what they did to it without knowing of each other."""

from ssc_desktop.services.disputes import Dispute
from tests.laptops import Laptop
from tests.strategies import numbered_id

A, B, C = (numbered_id(number) for number in (1, 2, 3))
BASE = "We trained 40 farmers. They came from Mali. The rains were late. They went home."
ONE = BASE.replace("40 farmers", "52 farmers")
OTHER = BASE.replace("They went home", "They went home in May")
METHOD = ("method",)


def told(amina: Laptop, bo: Laptop) -> str:
    """A story that both have."""
    case_id = amina.add(
        method=BASE,
        keywords=["rice", "seeds"],
        partner=[{"id": A, "name_as_used": "Kisumu County"}, {"id": B, "country": "UGA"}],
        primary_contact=[{"id": C, "name": "Amina"}],
    )
    bo.take(amina.send(case_id, with_private=True))
    return case_id


def by(dispute: Dispute, laptop: Laptop) -> str:
    """The version of a laptop."""
    (found,) = [one.revision for one in dispute.sides if one.device_id == laptop.library.device.id]
    return found
