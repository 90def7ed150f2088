"""The command line, also as `python -m beautiful_cities`."""

from __future__ import annotations

import sys

from beautiful_cities.commands import main

if __name__ == "__main__":
    sys.exit(main())
