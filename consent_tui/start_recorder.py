"""Starts the recorder: ``python -I -S start_recorder.py FOLDER --exit-status N -- dfx …``.

So short because it is compiled anew on every run, and the recorder is not.
"""

import os
import sys

sys.path.append(__file__.rpartition("/consent_tui/")[0])

from consent_tui import recorder

os._exit(recorder.main(sys.argv[1:]))  # skips a tear-down that nobody waits for
