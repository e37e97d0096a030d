"""The window: PySide6 on top of `ssc_desktop.services`; no SQL and no file formats here.

app opens it · main_window navigates · pages show a task each · widgets are reusable controls ·
viewmodels decide (no widgets) · tasks work elsewhere · dialogs ask · theme gives the look.
"""

import builtins
import gc

# loading makes tens of thousands of lasting objects; looking through them again and again for
# garbage took a tenth of the time until first paint
gc.set_threshold(50_000, 20, 50)

# PySide6 hooks the import statement to look for a feature we never use; every later module would
# be read twice. The hook is undone right after it was set.
_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - imported for what it does to `__import__`

builtins.__import__ = _plain_import
