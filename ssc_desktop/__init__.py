"""SSC Desktop without a window: what a case story is, how it is kept, and how it travels.

Nothing in this package imports Qt; the window lives in the package ``ui``.
"""

__version__ = "0.1.0"
