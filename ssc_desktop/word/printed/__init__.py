"""One of our Word documents as it is to be printed: styles, lists, tables and fields resolved.

`read` gives plain values in points; `ui.pdf` sets and draws them. What our writer never makes
(text boxes, nested sections, floating pictures) is not read.
"""

from ssc_desktop.word.printed.model import PrintedDocument as PrintedDocument
from ssc_desktop.word.printed.package import read as read
