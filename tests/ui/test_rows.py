"""What the closed row of an item says."""

from ssc_desktop.record.case import CASE, Case
from ssc_desktop.record.inputs import FinancialInput
from ssc_desktop.record.values import Answer
from tests.strategies import numbered_id
from ui.viewmodels import rows


def test_a_sum_without_a_known_currency_stands_alone() -> None:
    sums = [
        FinancialInput(id=numbered_id(n), amount="500000", currency=currency)
        for n, currency in enumerate(("USD", Answer.UNKNOWN, None))
    ]
    case = Case(case_uuid=numbered_id(9), financial_input=tuple(sums))

    said = [rows.cells(CASE.groups()["financial_input"], one, case) for one in sums]

    assert [cells[1] for cells in said] == ["500,000 USD", "500,000", "500,000"]
