"""A look at the library while nobody types: what it sees, mends, and tells."""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop import clock
from ssc_desktop.errors import Cancelled, LibraryDamaged
from ssc_desktop.services import cases, damage, examining
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop


@pytest.fixture
def told(amina: Laptop) -> str:
    """The id of a story in a library with three."""
    for title in ("Before", "After"):
        amina.add(title=title, overview="Every word of it")
    return amina.add(title="Rice", overview="Every word of it")


def altered(laptop: Laptop, *statements: str) -> None:
    """Change the database behind the program's back."""
    laptop.library.close()
    with closing(driver.connect(laptop.folder / "library" / DATABASE)) as raw, raw:
        for statement in statements:
            raw.execute(statement)
    laptop.reopen()


@pytest.mark.usefixtures("told")
def test_a_good_library_is_looked_at_once_a_day(amina: Laptop) -> None:
    assert damage.is_due(amina.library)

    assert damage.look(amina.library) is None

    assert not damage.is_due(amina.library)


def test_a_day_later_it_is_due_again(amina: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    damage.look(amina.library)
    later = clock.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert damage.is_due(amina.library)


@pytest.mark.usefixtures("told")
def test_after_an_unclean_end_it_is_due_whatever_the_day(amina: Laptop) -> None:
    damage.look(amina.library)
    amina.library.unclean = True

    assert damage.is_due(amina.library)
    assert damage.look(amina.library) is None
    assert not damage.is_due(amina.library)


def test_a_torn_save_is_told_with_its_story_and_a_way_out(amina: Laptop, told: str) -> None:
    body = "replace(CAST(body AS TEXT), 'Every', 'Ebery')"
    altered(amina, f"UPDATE revision SET body = CAST({body} AS BLOB) WHERE root = '{told}'")  # noqa: S608

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "content"
    assert found.stories == ((told, "Rice"),)
    assert found.lost == 1
    assert any("“Rice”" in one for one in found.sentences)
    assert "backup" in found.sentences[-1]


@pytest.mark.parametrize(
    "changed",
    ["revision SET rec = 'another'", "cut SET device = 'another'", "cut SET sequence = 9",
     "cut SET incarnation = 'another'", "cut SET at = '2020-01-01T00:00:00.000Z-0000'"],
)  # fmt: skip
def test_what_stands_beside_a_save_must_be_what_it_says(
    amina: Laptop, told: str, changed: str
) -> None:
    altered(amina, f"UPDATE {changed} WHERE root = '{told}'")

    found = damage.look(amina.library)

    assert found is not None and [one for one, _title in found.stories] == [told]


def test_a_save_that_is_gone_is_told_of(amina: Laptop, told: str) -> None:
    altered(amina, f"DELETE FROM revision WHERE root = '{told}'")  # noqa: S608 - a fixed id

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "content"


def test_a_list_that_says_something_else_is_made_anew(amina: Laptop, told: str) -> None:
    order = [one.id for one in amina.listed()]
    altered(
        amina,
        f"UPDATE listing SET title = 'Ricf' WHERE case_uuid = '{told}'",  # noqa: S608
        f"UPDATE \"case\" SET overview = 'Ebery' WHERE case_uuid = '{told}'",  # noqa: S608
    )

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "lists"
    assert found.stories == ((told, "Rice"),)
    assert amina.line(told).title == "Rice"
    assert [one.id for one in amina.listed()] == order
    assert damage.look(amina.library) is None


def _undecodable(place: str, story: str) -> str:
    return f"UPDATE {place} = CAST(X'5269FF' AS TEXT) WHERE case_uuid = '{story}'"


def test_one_bit_that_ends_a_letter_is_told_as_damage(amina: Laptop, told: str) -> None:
    altered(amina, _undecodable('"case" SET overview', told))

    found = damage.look(amina.library)

    assert found is not None
    assert "damaged" in found.sentences[0]


def test_a_list_that_cannot_be_read_as_text_is_damage_too(amina: Laptop, told: str) -> None:
    with pytest.raises(LibraryDamaged) as refused:
        altered(amina, _undecodable("listing SET title", told))

    assert "Ri" not in refused.value.message  # words of a story stand in no error


def test_one_bit_in_the_words_of_the_schema_is_damage(amina: Laptop) -> None:
    amina.library.close()
    database = amina.folder / "library" / DATABASE
    held = bytearray(database.read_bytes())
    held[held.index(b"tablefactfact") + len("table")] ^= 128
    database.write_bytes(held)

    with pytest.raises(LibraryDamaged):
        amina.reopen()


def test_a_search_index_that_is_torn_is_made_anew(amina: Laptop, told: str) -> None:
    altered(amina, "DELETE FROM search_data WHERE id > 1")

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "lists"
    assert [one.id for one in amina.listed(text="rice")] == [told]


def test_a_letter_that_changed_in_search_alone_is_mended(amina: Laptop, told: str) -> None:
    altered(amina, "UPDATE search_content SET c0 = 'RICE' WHERE c0 = 'Rice'")

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "lists"
    assert found.stories == ((told, "Rice"),)
    assert damage.look(amina.library) is None


@pytest.mark.usefixtures("told")
def test_a_broken_page_is_told_as_a_broken_library(amina: Laptop) -> None:
    amina.library.close()
    database = amina.folder / "library" / DATABASE
    held = bytearray(database.read_bytes())
    at = held.find(b'"overview":["Every word') // 4096 * 4096
    held[at : at + 8] = bytes(8)
    database.write_bytes(held)
    amina.reopen()

    found = damage.look(amina.library)

    assert found is not None
    assert found.kind == "structure"
    assert found.sentences[-1] == ("Save what can be read into a new library, or restore a backup.")


def test_a_look_that_is_interrupted_goes_on_where_it_was(amina: Laptop, told: str) -> None:
    look = damage.Look()
    amina.library.interrupt()
    with amina.library.giving_way(), pytest.raises(Cancelled):
        look.on(amina.library)
    assert look.begun

    amina.library.go_on()
    amina.type(told, "title", "Typed meanwhile")
    with amina.library.giving_way():
        assert look.on(amina.library) is None

    assert amina.case(told).title == "Typed meanwhile"


def test_a_story_that_is_torn_says_so_when_it_is_opened(amina: Laptop, told: str) -> None:
    amina.type(told, "overview", "Everything else")
    damage.look(amina.library)
    assert not cases.opened(amina.library, told).torn
    # a letter in place of another: everything can still be read, and nothing else notices
    body = "replace(CAST(body AS TEXT), 'Everything', 'Ebery')"
    altered(amina, f"UPDATE revision SET body = CAST({body} AS BLOB) WHERE root = '{told}'")  # noqa: S608
    assert not damage.is_due(amina.library)

    assert cases.opened(amina.library, told).torn
    assert damage.is_due(amina.library)


def test_a_story_of_which_nothing_is_left_is_called_damaged(amina: Laptop, told: str) -> None:
    altered(amina, f"UPDATE revision SET body = substr(body, 2) WHERE root = '{told}'")  # noqa: S608

    with pytest.raises(LibraryDamaged, match="not as it was saved"):
        cases.opened(amina.library, told)

    assert damage.is_due(amina.library)


def test_a_story_whose_bytes_became_text_is_called_damaged(amina: Laptop, told: str) -> None:
    """One bit of a row's kind is enough for it."""
    altered(amina, "UPDATE revision SET body = CAST(body AS TEXT)")

    with pytest.raises(LibraryDamaged, match="not as it was saved"):
        cases.opened(amina.library, told)

    assert damage.is_due(amina.library)
    found = damage.look(amina.library)
    assert found is not None and found.kind == "content"


def test_a_save_whose_bytes_became_text_is_called_damaged(amina: Laptop, told: str) -> None:
    altered(amina, "UPDATE cut SET body = CAST(body AS TEXT)")

    with pytest.raises(LibraryDamaged, match="not as it was saved"):
        cases.opened(amina.library, told)

    assert damage.look(amina.library) is not None


@pytest.mark.parametrize("table", ["revision", "cut"])
def test_a_check_names_what_became_text(amina: Laptop, told: str, table: str) -> None:
    assert told
    altered(amina, f"UPDATE {table} SET body = CAST(body AS TEXT)")  # noqa: S608 - our own names

    assert examining.examine(amina.library).problems


def test_a_story_is_read_once_when_it_is_opened(amina: Laptop, told: str) -> None:
    asked: list[str] = []
    amina.library.raw.set_trace_callback(asked.append)

    cases.opened(amina.library, told)

    amina.library.raw.set_trace_callback(None)
    bodies = [one for one in asked if "FROM revision" in one and "body" in one]
    assert len(bodies) == 2, "one for what is open, one for what is private"
