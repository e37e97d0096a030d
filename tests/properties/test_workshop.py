"""Forty laptops, three rounds, everything that goes wrong in a workshop: no word is lost."""

import pytest

from ssc_desktop.services import ledger, libraries
from tests.laptops import quick_folder
from tests.properties.workshop import Figures, Workshop


def _held(laptops: int) -> Figures:
    with quick_folder() as folder:
        workshop = Workshop(folder, laptops)
        try:
            _play(workshop)
            _agree(workshop)
        finally:
            workshop.close()
        return workshop.figures


def _play(workshop: Workshop) -> None:
    first, second, third, *_others = workshop.authors
    workshop.round()
    workshop.copy_a_disk(first, second)
    kept = workshop.kept(third)
    workshop.round()
    workshop.bring_back(third, kept)
    workshop.round(loses=False)


def _agree(workshop: Workshop) -> None:
    assert workshop.missing_words() == {}
    assert workshop.hidden_unseen() == []
    first = workshop.facilitator
    truth, tables = first.truth(), first.tables()
    for one in workshop.authors:
        assert one.truth() == truth
        assert one.tables() == tables
    assert libraries.check(workshop.authors[0].library).problems == ()
    told = ledger.laptops(first.library)
    assert (told.delivered, told.expected) == (workshop.laptops, workshop.laptops)
    assert told.newer == 0


def test_a_small_workshop_agrees() -> None:
    figures = _held(5)

    assert figures.edits > 0


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_workshop_of_forty_loses_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    figures = _held(40)

    with capsys.disabled():
        print(figures, f"{figures.share:.1f} % of the edits were offered to a person")  # noqa: T201
    assert figures.lost_bundles and figures.replayed
    assert 0.5 <= figures.share <= 5
