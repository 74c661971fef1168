"""The console script: answers ``--version`` before anything else is imported, because start-up counts."""

from __future__ import annotations

import sys

from consent_tui import __version__


def main() -> int:
    """Run the command line of this process and return its exit status."""
    words = sys.argv[1:]
    if words == ["--version"]:
        sys.stdout.write(f"dfx-consent {__version__}\n")
        return 0
    from consent_tui.cli.entry import run  # noqa: PLC0415 - nothing of it is needed to tell the version

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
