"""
``rawi`` with a deadline for written answers that no busy machine reaches.

``python -m tests.fakes.patient ARGS`` takes what ``rawi`` takes. What a deadline does is tested on
answers in the process of the test; a whole process is to be waited for, not timed.
"""

import sys

from bot.cli.main import main
from bot.generation.writer import Writer
from tests.processes import LAST_RESORT

if __name__ == "__main__":
    Writer.__init__.__kwdefaults__["deadline"] = float(LAST_RESORT)
    sys.exit(main())
