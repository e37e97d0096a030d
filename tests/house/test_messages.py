"""The catalogues are whole, in every language, and compiled from what the sources say now."""

import pytest
from babel.messages.catalog import Message

from ssc_desktop import i18n
from tools import messages


def test_every_language_that_is_offered_is_demanded() -> None:
    assert {"en", *messages.LANGUAGES} == set(i18n.LANGUAGES)


def test_every_text_is_translated_and_compiled() -> None:
    assert messages.check() == []


@pytest.mark.parametrize(
    ("original", "said", "fault"),
    [
        ("Saved", "", "not translated"),
        ("“{name}” is full.", "« {nom} » est plein.", "other gaps"),
        ("“{name}” is full.", "C’est plein.", "other gaps"),
        ("“{name}” is full.", "« {name » est plein.", "braces"),
        (("{n} case", "{n} cases"), ("{n} cas",), "not translated"),
    ],
)
def test_the_gate_sees_a_bad_translation(
    original: str | tuple[str, str], said: str | tuple[str, ...], fault: str
) -> None:
    found = messages.faults(Message(original, said), plurals=2)

    assert [text for text in found if fault in text]


def test_the_gate_sees_a_doubtful_translation() -> None:
    assert messages.faults(Message("Saved", "Enregistré", flags={"fuzzy"}), plurals=2)


def test_a_form_for_one_may_leave_the_number_out() -> None:
    story = Message(("{n} story", "{n} stories"), ("Un récit", "{n} récits"))

    assert messages.faults(story, plurals=2) == []
