"""Compiles the translations, ``locales/*/LC_MESSAGES/*.po``, for gettext: into the wheel, and in place.

The build calls the hook; ``python locales/compile_catalogues.py`` compiles beside the sources, which is where
a checkout and an editable installation find them. The same text gives the same bytes. Needs Babel, and
nothing of ours.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "consent_tui"
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def compiled(source: Path) -> Path:
    """Compile this ``.po`` into the ``.mo`` beside it, in one step, if that changes anything; the ``.mo``."""
    with source.open("rb") as file:
        catalogue = read_po(file)
    # Babel writes these into the header, and takes the moment where the file names none.
    catalogue.creation_date = catalogue.revision_date = _NO_MOMENT
    content = BytesIO()
    write_mo(content, catalogue)
    target = source.with_suffix(".mo")
    if not target.exists() or target.read_bytes() != content.getvalue():
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(content.getvalue())
        unfinished.replace(target)
    target.touch()
    return target


def sources(root: Path) -> list[Path]:
    """Every ``.po`` of the project in *root*."""
    return sorted(root.glob("locales/*/LC_MESSAGES/*.po"))


class CatalogueHook(BuildHookInterface[Any]):
    """Puts every compiled catalogue into the wheel, below the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them; an editable installation reads them where they are."""
        root = Path(self.root)
        for source in sources(root):
            target = compiled(source)
            if version != "editable":
                build_data["force_include"][str(target)] = f"{PACKAGE}/{target.relative_to(root).as_posix()}"


if __name__ == "__main__":
    for each in [Path(name) for name in sys.argv[1:]] or sources(Path(__file__).parents[1]):
        compiled(each)
