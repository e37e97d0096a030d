"""The published data dictionary is what the definitions say."""

from ssc_desktop.record import CASE, FieldDefinition
from tools import make_data_dictionary


def test_the_page_is_up_to_date() -> None:
    written = make_data_dictionary.PAGE.read_text(encoding="utf-8")

    assert written == make_data_dictionary.page(), "run python -m tools.make_data_dictionary"


def test_the_published_schema_is_up_to_date() -> None:
    written = make_data_dictionary.SCHEMA.read_text(encoding="utf-8")

    assert written == make_data_dictionary.schema(), "run python -m tools.make_data_dictionary"


def test_every_field_and_list_is_on_the_page() -> None:
    page = make_data_dictionary.page()

    for member in CASE.fields:
        assert f"| `{member.name}`" in page
    for group in CASE.groups().values():
        for member in group.fields:
            assert f"{group.name}.{member.name}`" in page
            if isinstance(member, FieldDefinition) and member.vocabulary:
                assert f"### {member.vocabulary}\n" in page
    assert page.count(" ★ |") == 34
