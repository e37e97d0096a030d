"""Names that the library knows: of partners with country and kind, and of people."""

from typing import Any

from ssc_desktop import services
from tests.laptops import Laptop
from tests.strategies import numbered_id

A, B, C = numbered_id(1), numbered_id(2), numbered_id(3)


def _told(laptop: Laptop, number: int, **data: Any) -> str:
    case_id = str(numbered_id(100 + number))
    services.cases.added(laptop.library, {"case_uuid": case_id, "title": f"Story {number}", **data})
    return case_id


def _ministry(**more: Any) -> dict[str, Any]:
    return {"id": A, "partner_kind": "organisation", "name_as_used": "Ministry of Milk", **more}


def test_a_partner_is_known_with_its_country_and_kind(amina: Laptop) -> None:
    _told(amina, 1, partner=[_ministry()])
    _told(amina, 2, partner=[_ministry(country="KEN", org_type="10")])

    (known,) = services.naming.names_known(amina.library).organisations

    assert (known.name, known.country, known.org_type, known.times) == (
        "Ministry of Milk", "KEN", "10", 2,
    )  # fmt: skip


def test_people_and_their_organisations_are_known(amina: Laptop) -> None:
    author = {"id": B, "person": "Zoé Abebe", "organisation": "Seed Institute"}
    _told(amina, 1, authors=[author])

    known = services.naming.names_known(amina.library)

    assert [one.name for one in known.people] == ["Zoé Abebe"]
    assert [one.key for one in known.people] == ["zoe abebe"]
    assert [one.name for one in known.organisations] == ["Seed Institute"]


def test_countries_and_what_is_in_the_trash_are_not_offered(amina: Laptop) -> None:
    gone = _told(amina, 1, partner=[_ministry()])
    _told(amina, 2, partner=[{"id": C, "partner_kind": "country", "name_as_used": "Kenya"}])
    services.cases.trash(amina.library, [gone])

    assert services.naming.names_known(amina.library).organisations == ()
