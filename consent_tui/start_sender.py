"""Starts the sender, as the recorder does when it is due: ``python -P start_sender.py FOLDER``."""

import sys

sys.path.append(__file__.rpartition("/consent_tui/")[0])

from consent_tui.sender.process import main

sys.exit(main(sys.argv[1:]))
