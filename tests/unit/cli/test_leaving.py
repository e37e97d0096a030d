"""What would leave this computer, listed without writing anything."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(("command", "ending"), [("word", "docx"), ("bundle", "sscz")])
def test_a_dry_run_lists_what_would_leave_and_writes_nothing(
    ssc: Run, home: Path, story: str, command: str, ending: str
) -> None:
    ssc("set", story, "do_no_harm", "Names of villages")
    ssc("set", story, "authors", '[{"person": "Amina Okello"}]')
    ssc("set", story, "financial_input", '[{"covers": "Seeds"}]')
    ssc("set", story, "field_limit", '[{"circle": "workshop", "parts": ["money"]}]')

    said = ssc(command, story, "--dry-run")

    assert said.lines[0] == "1 story would leave this computer; for: Workshop."
    assert "  + Story told by: 1 (Amina Okello)" in said.lines
    assert "  - “Money” is hidden from these readers and was left out." in said.lines
    assert "Names of villages" not in said.out
    assert not list(home.glob(f"*.{ending}"))
    wide = ssc(command, story, "--dry-run", "--circle", "public")
    assert wide.lines[0] == "0 stories would leave this computer; for: Public."
    assert "  - It may not go as far as this." in wide.lines
