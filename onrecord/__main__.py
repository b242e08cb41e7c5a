"""`python -m onrecord`: the same as the command `onrecord`."""

import sys

from onrecord.interface.arguments import Start
from onrecord.interface.cli import main

if __name__ == "__main__":
    sys.exit(main(start=Start("python -m onrecord")))
