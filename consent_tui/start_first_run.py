"""Starts the first-run card: ``python -P start_first_run.py FOLDER -- dfx …``."""

import os
import sys

sys.path.append(__file__.rpartition("/consent_tui/")[0])

try:
    from consent_tui import first_run

    status = first_run.main(sys.argv[1:])
except KeyboardInterrupt:
    status = 130  # before the card was there, or after it had gone
except Exception as error:  # noqa: BLE001 - a traceback has no place before somebody's dfx command
    sentence = "dfx-consent: the question could not be put (%(reason)s); dfx runs."
    try:
        from consent_tui.i18n import _

        # The same sentence, marked where the extractor finds it.
        sentence = _("dfx-consent: the question could not be put (%(reason)s); dfx runs.")
    except Exception:  # noqa: BLE001, S110 - whatever is broken may be what translates
        pass
    os.write(2, (sentence % {"reason": type(error).__name__} + "\n").encode())
    status = 1
os._exit(status)  # skips a tear-down that dfx would wait for
