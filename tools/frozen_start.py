"""Where the frozen program begins: what `python -m ssc_desktop` does."""

import sys

from ssc_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
