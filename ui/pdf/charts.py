"""Charts, drawn as plainly as Word draws them."""

from PySide6.QtCore import QRectF

from ssc_desktop.services.printing import model
from ui.pdf.slices import Ground


def draw(ground: Ground, chart: model.Chart, box: QRectF) -> None:
    """Draw a chart into a box."""
    _ = ground, chart, box
