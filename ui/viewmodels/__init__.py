"""What the window shows and decides, over frozen values: QtCore only, no widgets."""
