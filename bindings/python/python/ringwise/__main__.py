"""`python -m ringwise`: the command `ringwise`."""

import sys

from ringwise.command import main

if __name__ == "__main__":
    sys.exit(main())
