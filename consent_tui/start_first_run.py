"""Starts the first-run card: ``python -P start_first_run.py FOLDER -- dfx …``."""

import sys

sys.path.append(__file__.rpartition("/consent_tui/")[0])

from consent_tui import first_run

sys.exit(first_run.main(sys.argv[1:]))
