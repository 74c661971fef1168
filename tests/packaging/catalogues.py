"""Extracts the texts into ``locales/consent_tui.pot`` and brings every ``.po`` up to it.

``python -m tests.packaging.catalogues``. A text that changed loses its translation: nobody guesses what a
sentence about consent may mean now. Nothing that changes by itself (dates, line numbers, versions of tools)
is written, so that the files differ only where the texts do.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from consent_tui.i18n import DOMAIN, ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}
HEADER = "# The texts of dfx-consent. locales/README.md tells how to translate them."
CHANGES_BY_ITSELF = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Generated-By",
    "Project-Id-Version",
)


def extracted() -> Catalog:
    """Every text that is marked in the package, sorted by where it stands."""
    catalogue = Catalog(domain=DOMAIN, header_comment=HEADER, fuzzy=False)
    for path in sorted((ROOT / "consent_tui").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        # What mypy calls a tuple of either is, for Babel, the one form it documents.
        found = extract_from_file("python", path, KEYWORDS, ("Translators:",))  # type: ignore[arg-type]
        for line, message, comments, context in found:
            catalogue.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return catalogue


def source_of(language: str) -> Path:
    """Where the translations into this language lie."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue_of(path: Path, language: str | None = None) -> Catalog:
    """The catalogue in this file."""
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str, template: Catalog) -> Catalog:
    """The translations into *language* of exactly the texts of *template*, begun where there are none."""
    path = source_of(language)
    catalogue = catalogue_of(path, language) if path.exists() else Catalog(language, DOMAIN)
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    return catalogue


def text(catalogue: Catalog) -> str:
    """The catalogue as it lies in its file."""
    content = BytesIO()
    write_po(content, catalogue, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    lines = content.getvalue().decode("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}:' for name in CHANGES_BY_ITSELF))]
    return "\n".join(kept).strip() + "\n"


def main() -> int:
    """Write all of them; the exit status."""
    template = extracted()
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_text(text(template), "utf-8")
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        catalogue = updated(language, template)
        path = source_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(catalogue), "utf-8")
        missing = sum(1 for each in catalogue if each.id and not (each.string and all(each.string)))
        sys.stdout.write(f"{language}: {missing} of {len(catalogue)} texts are not translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
