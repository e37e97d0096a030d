"""Colours, fonts, icons and the one style sheet; two token sets, light and dark."""
