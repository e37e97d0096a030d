"""The worlds are cruel enough to catch deliberate faults; `make mutants` shows how."""

import pytest

from tests.properties.faults import FAULTS, Fault, noticed


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_deliberate_fault_is_noticed(fault: Fault) -> None:
    _worlds, laws = noticed(fault, worlds=60)

    assert laws
