"""What a box of text gets in the place of whatever its words name: nothing of it is opened."""

from PySide6.QtGui import QImage, QTextDocument


def nothing(kind: int) -> object:
    """An empty thing of this kind (`QTextDocument.ResourceType`).

    A picture must be one: where it gets none, Qt opens the file of that name itself.
    """
    if kind != QTextDocument.ResourceType.ImageResource.value:
        return ""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image
