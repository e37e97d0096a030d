"""Figures that make sense together become a table and a chart of it."""

import io
import itertools
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from ssc_desktop.record import Case
from ssc_desktop.record.inputs import FinancialInput
from ssc_desktop.record.results import Result
from ssc_desktop.word import charts
from tests.unit.word.plain import identity, part, plain, text_of, written

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def charted() -> Case:
    results = (
        Result(id=identity(1), statement="Yield", unit="t/ha", baseline="4.5", actual="10"),
        Result(id=identity(2), statement="Rain-fed yield", unit="t/ha", actual="3"),
    )
    sums = (
        FinancialInput(id=identity(3), amount="100", currency="USD", amount_kind="approved"),
        FinancialInput(id=identity(4), amount="70", currency="USD", amount_kind="spent"),
        FinancialInput(id=identity(5), amount="50", currency="USD", amount_kind="valued_in_kind"),
    )
    return plain(result=results, financial_input=sums)


def charts_of(target: Path) -> list["etree._Element"]:
    with zipfile.ZipFile(target) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n)]
        return [etree.fromstring(archive.read(name)) for name in names]


def values_of(chart: "etree._Element") -> list[list[str]]:
    return [
        [v.text or "" for v in ser.iterfind(f".//{C}val//{C}v")] for ser in chart.iter(f"{C}ser")
    ]


def test_figures_of_one_unit_become_a_chart_of_the_table_above_it(tmp_path: Path) -> None:
    target = written(charted(), tmp_path / "s.docx", "story")

    money, yields = charts_of(target)
    assert values_of(yields) == [["4.5"], ["10", "3"]]
    assert [code.text for code in yields.iter(f"{C}formatCode")] == ["#,##0.0", "#,##0.0"]
    said = text_of(part(target))
    assert "Yield\n4.5\n10\nRain-fed yield\n–\n3" in said
    assert values_of(money) == [["100"], ["70"]]


def test_what_was_given_in_kind_stands_in_no_chart_of_money(tmp_path: Path) -> None:
    money = charts_of(written(charted(), tmp_path / "s.docx", "story"))[0]

    assert ["50"] not in values_of(money)


def test_the_workbook_behind_a_chart_holds_the_same_values(tmp_path: Path) -> None:
    target = written(charted(), tmp_path / "s.docx", "story")

    books = []
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    sheet = book.read("xl/worksheets/sheet1.xml").decode()
                books.append(re.findall(r"<v>([^<]*)</v>", sheet))
    assert books == [["100", "70"], ["4.5", "10", "3"]]


def test_charts_can_be_read_in_grey_and_heard(tmp_path: Path) -> None:
    target = written(charted(), tmp_path / "s.docx", "story")

    for chart in charts_of(target):
        axes = [int(axis.get("val")) for axis in chart.iter(f"{C}axId")]
        fills = [ser.find(f"{C}spPr/{{*}}solidFill/{{*}}srgbClr") for ser in chart.iter(f"{C}ser")]
        greys = sorted(grey(fill.get("val")) for fill in fills)
        assert axes and min(axes) > 0
        assert all(after - before > 40 for before, after in itertools.pairwise(greys))
    said = [one.get("descr") for one in part(target).iter("{*}docPr")]
    assert any("Yield: Before 4.5, Reached 10" in text for text in said)


def grey(colour: str) -> float:
    """What a printer without colours makes of a colour, 0 to 255 (ITU-R BT.601)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("kind", ["column", "bar", "stacked", "line", "pie"])
def test_a_chart_of_any_kind_holds_its_values(kind: charts.Kind) -> None:
    series = charts.Series("Africa & Asia", (Decimal("1.25"), None, Decimal(3)))

    made = charts.xml(charts.Chart(kind, ("a", "<b>", "c"), (series,)), "fr-FR")

    chart = etree.fromstring(made)
    (ser,) = chart.iter(f"{C}ser")
    points = ser.findall(f"{C}val/{C}numRef/{C}numCache/{C}pt")
    assert [(point.get("idx"), point[0].text) for point in points] == [("0", "1.25"), ("2", "3")]
    assert ser.find(f"{C}val//{C}ptCount").get("val") == "3"
    assert chart.find(f"{C}lang").get("val") == "fr-FR"


def test_a_figure_too_small_to_be_seen_makes_no_chart(tmp_path: Path) -> None:
    far = (
        Result(id=identity(1), statement="Few", unit="people", actual="3", target="9000"),
        Result(id=identity(2), statement="Words", unit="people", actual="many"),
    )

    assert charts_of(written(plain(result=far), tmp_path / "s.docx", "story")) == []
