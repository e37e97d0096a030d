"""Canonical bytes: one value, one row of bytes, and nothing else passes."""

import json

import pytest
import rfc8785
from hypothesis import given, reject
from hypothesis import strategies as st

from ssc_desktop.history.canonical import NotCanonical, canonical, parsed, storable

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")).map(
    lambda text: str(storable(text))
)
_KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_~./:@-", min_size=1, max_size=20)
_LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=5))
def test_canonical_bytes_are_those_of_rfc_8785(value: dict[str, object]) -> None:
    try:
        body = canonical(value)
    except NotCanonical:  # nested too deep
        reject()

    assert body == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert parsed(body) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":1,"a":1}', "duplicate key"),
        (b'{"b":1,"a":1}', "not canonical"),
        (b'{"a": 1}', "not canonical"),
        (b'{"a":1}\n', "not canonical"),
        (b'\xef\xbb\xbf{"a":1}', "not JSON"),
        (b'{"a":1.0}', "float 1.0"),
        (b'{"a":1e3}', "float 1e3"),
        (b'{"a":NaN}', "float NaN"),
        (b'{"a":-0}', "not canonical"),
        (b'{"a":9007199254740992}', "integer"),
        (b'{"a":' + b"9" * 5000 + b"}", "integer"),
        (b'{"a":"\\ud800"}', "surrogate"),
        (b'{"a":"\xed\xa0\x80"}', "not UTF-8"),
        (b'{"a":"e\xcc\x81"}', "not NFC"),
        (b'{"a":"\\u0007"}', "control character"),
        (b'{"a":"\\r"}', "control character"),
        (b'{"a":"\x7f"}', "control character"),
        (b'{"a":"\xc2\x9b31m"}', "control character"),
        (b'{"a":"\\u00e9"}', "not canonical"),
        (b'{"A":1}', "key"),
        (b'{"":1}', "key"),
        (b'{"a":' + b"[" * 8 + b"]" * 8 + b"}", "depth"),
        (b"[" * 100_000, "depth"),
        (b'{"a":"' + b"x" * 1_100_000 + b'"}', "long string"),
        (b'{"a":"' + b"x" * 2_200_000 + b'"}', "too long"),
        (b"[1]", "not an object"),
        (b"", "not JSON"),
    ],
    ids=lambda given: str(given)[:24],
)
def test_what_is_not_canonical_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        parsed(body)

    assert refused.value.reason == reason


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: 2}, {"A": 1}, b"x", {"a": {1, 2}}, 2**53])
def test_values_without_a_canonical_form_are_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_value_too_long_for_a_body_is_refused() -> None:
    with pytest.raises(NotCanonical, match="too long"):
        canonical({"a": ["x" * 1_000_000] * 3})
    with pytest.raises(NotCanonical, match="surrogate"):
        canonical({"a": "\ud800é"})


@given(st.text())
def test_any_text_can_be_made_fit_to_be_kept(text: str) -> None:
    kept = storable({"note": text})

    assert parsed(canonical(kept)) == kept


def test_making_text_fit_keeps_what_people_see() -> None:
    seen = "Fam\u200diglia 👩\u200d🌾 می\u200cروم\n\tline"

    assert storable(seen + "\r\nnext\rlast\x07\x1b[31m") == seen + "\nnext\nlast[31m"


@given(st.binary(max_size=60) | _VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_passes_writes_back_the_same_bytes(body: bytes) -> None:
    try:
        value = parsed(body)
    except NotCanonical:
        return

    assert canonical(value) == body
