"""Partial dates: written as people write them, kept as EDTF, shown in words."""

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.i18n import translated_in
from ssc_desktop.record import dates
from tests.strategies import dates as partial_dates


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2008", "2008"),
        ("Aug 2008", "2008-08"),
        ("August 2008", "2008-08"),
        ("august, 2008", "2008-08"),
        ("Sept. 2012", "2012-09"),
        ("2008-08", "2008-08"),
        ("8/2008", "2008-08"),
        ("15 August 2008", "2008-08-15"),
        ("August 15, 2008", "2008-08-15"),
        ("15th of August 2008", "2008-08-15"),
        ("1st May 2010", "2010-05-01"),
        ("2nd May 2010", "2010-05-02"),
        ("3rd May 2010", "2010-05-03"),
        ("15.8.2008", "2008-08-15"),
        ("15/08/2008", "2008-08-15"),
        ("2008-08-15", "2008-08-15"),
        ("about 2011", "2011~"),
        ("around March 2011", "2011-03~"),
        ("ca. 2011", "2011~"),
        ("2011~", "2011~"),
        ("still going on", ".."),
        ("Ongoing", ".."),
        ("..", ".."),
        ("août 2008", "2008-08"),
        ("aout 2008", "2008-08"),
        ("1er mai 2010", "2010-05-01"),
        ("vers 2011", "2011~"),
        ("٢٠٠٨", "2008"),
        ("mid 2010", "2010~"),
        ("mid-2010", "2010~"),
        ("2008?", "2008~"),
        ("~2008", "2008~"),
        ("since 2008", "2008"),
        ("in March 2010", "2010-03"),
        ("present", ".."),
        ("environ 2011", "2011~"),
        ("mi-2009", "2009~"),
        ("depuis janvier 2007", "2007-01"),
        ("à ce jour", ".."),
        ("hacia 2011", "2011~"),
        ("a mediados de 2010", "2010~"),
        ("desde enero de 2007", "2007-01"),
        ("sigue en marcha", ".."),
        ("por volta de 2011", "2011~"),
        ("em março de 2010", "2010-03"),
        ("em andamento", ".."),
        ("حوالي عام ٢٠١١", "2011~"),
        ("آب ٢٠٠٨", "2008-08"),
        ("٣ تشرين الأول ٢٠١٢", "2012-10-03"),
        ("غشت 2011", "2011-08"),
        ("جانفي 2010", "2010-01"),
        ("حتى الآن", ".."),
    ],
)
def test_dates_are_read_as_people_write_them(said: str, meant: str) -> None:
    assert dates.read(said) == meant


@pytest.mark.parametrize(
    "said",
    ["", " ", "soon", "last summer", "31 February 2008", "2008-13", "13/13/2008", "08", "20088",
     "1 2 3 2008", "9" * 5_000 + ".8.2008", "2008 " + "9" * 5_000, "about", "about soon",
     "Augustus the great 2008", "0000", "-", "May"],
)  # fmt: skip
def test_what_cannot_be_told_is_not_guessed(said: str) -> None:
    assert dates.read(said) is None


@given(partial_dates())
def test_every_partial_date_is_edtf(date: str) -> None:
    assert dates.valid(date)
    if date != "..":  # “..” stands open only inside an interval of EDTF
        assert parse_edtf(date)


@given(partial_dates(), st.sampled_from(["en", "fr", "es", "pt"]))
def test_what_is_shown_is_read_back(date: str, language: str) -> None:
    assert dates.read(dates.shown(date, translated_in(language))) == date


@given(
    st.text(st.characters(codec="utf-8"), max_size=30) | st.text("0123456789-~./ ²፩", max_size=12)
)
def test_whatever_is_typed_gives_a_valid_date_or_none(said: str) -> None:
    found = dates.read(said)

    assert found is None or dates.valid(found)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2008-08", ["August 2008", "août 2008", "agosto de 2008", "agosto de 2008"]),
        (
            "2008-09-05",
            ["5 September 2008", "5 septembre 2008", "5 de septiembre de 2008",
             "5 de setembro de 2008"],
        ),
        ("2011~", ["about 2011", "vers 2011", "hacia 2011", "cerca de 2011"]),
        ("..", ["still going on", "toujours en cours", "aún en curso", "ainda em andamento"]),
    ],
)  # fmt: skip
def test_dates_are_shown_in_words(date: str, said: list[str]) -> None:
    assert [dates.shown(date, translated_in(code)) for code in ("en", "fr", "es", "pt")] == said


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2008", "2008-01-01", "2008-12-31"),
        ("2008-02~", "2008-02-01", "2008-02-29"),
        ("2008-08-15", "2008-08-15", "2008-08-15"),
    ],
)
def test_a_partial_date_means_a_span_of_days(date: str, first: str, last: str) -> None:
    found = dates.span(date)

    assert found is not None
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize("date", ["2008-13", "2008-02-30", "2008-8", "08", "2008?", "2008/2010",
                                  "٢٠٠٨", " 2008", "2008\n", "0000"])  # fmt: skip
def test_what_is_not_a_date_is_not_valid(date: str) -> None:
    assert not dates.valid(date)
