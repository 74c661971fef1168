"""Starts the first-run card: ``python -P start_first_run.py FOLDER -- dfx …``."""

import os
import sys

sys.path.append(__file__.rpartition("/consent_tui/")[0])

try:
    from consent_tui import first_run

    status = first_run.main(sys.argv[1:])
except KeyboardInterrupt:
    status = 130  # before the card was there, or after it had gone
os._exit(status)  # skips a tear-down that dfx would wait for
