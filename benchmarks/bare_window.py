"""The least a table in a window costs with PySide6: the floor of start-up."""

import json
import resource
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem


class FirstPaint(QObject):
    """Reports and quits once the table has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint event."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, report)
        return False


def report() -> None:
    """Say what it took, and leave."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu_ms": 1000 * (usage.ru_utime + usage.ru_stime)}))
    QApplication.quit()


def main() -> int:
    """Open the window."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    table = QTableWidget(50, 6)
    for row in range(50):
        for column in range(6):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    window.setCentralWidget(table)
    window.resize(1440, 900)
    watch = FirstPaint()
    table.viewport().installEventFilter(watch)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
