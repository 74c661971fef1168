"""The guard: under the veil, what takes its place in a text of ours becomes blocks unless it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui import i18n
from consent_tui.errors import ConsentError
from consent_tui.i18n import _, ngettext, ours
from consent_tui.services import veil
from consent_tui.services.guard import BESIDE, OURS, PRIVATE, guarded

BLOCKS = veil.BLOCK * veil.LENGTH
CATALOGUE = Path(__file__).parents[3] / "locales" / "consent_tui.pot"


@pytest.fixture(autouse=True)
def _looked_on() -> Iterator[None]:
    before = i18n._speaking.said, i18n._speaking.guard
    i18n.remember(set(), guarded)
    veil.put_on()
    yield
    veil.take_off()
    i18n._speaking.said, i18n._speaking.guard = before


def test_every_placeholder_is_ours_or_private() -> None:
    names = set(re.findall(r"%\((\w+)\)", CATALOGUE.read_text("utf-8")))
    assert names <= OURS | PRIVATE, "a new one belongs into one of the two tables of services/guard.py"
    assert not OURS & PRIVATE
    assert set(BESIDE) <= PRIVATE


@pytest.mark.parametrize("value", ["ledger", "on", "7", "/home/ada", "", "▒"])
def test_a_private_value_is_hidden_though_its_place_forgot_the_veil(value: str) -> None:
    shown = _("Exported: the request to %(path)s.") % {"path": value}
    assert shown == f"Exported: the request to {BLOCKS if value else ''}."
    veil.take_off()
    assert _("Exported: the request to %(path)s.") % {"path": value} == f"Exported: the request to {value}."


def test_numbers_and_texts_of_ours_stay() -> None:
    inner = _("Nothing can leave: %(reason)s") % {"reason": _("no endpoint is configured.")}
    assert inner == "Nothing can leave: no endpoint is configured."
    assert _("Nothing may be sent: %(reason)s") % {"reason": inner} == f"Nothing may be sent: {inner}"
    assert ngettext("%(count)d event", "%(count)d events", 3) % {"count": 3} == "3 events"
    said = {"state": "on", "detail": "/etc/x"}
    assert _("%(state)s: %(detail)s") % said == f"on: {BLOCKS}"
    assert _("TERM is %(name)s") % {"name": ours("xterm")} == "TERM is xterm"


def test_what_is_joined_to_a_text_of_ours_is_no_longer_one() -> None:
    joined = _("no endpoint is configured.") + " ledger"
    assert _("Nothing can leave: %(reason)s") % {"reason": joined} == f"Nothing can leave: {BLOCKS}"


def test_an_error_hides_the_paths_that_it_names_by_itself() -> None:
    error = ConsentError("The database /home/ledger/pending.db is damaged.", "Run it again.")
    assert error.message == f"The database {BLOCKS} is damaged."
    assert error.mend == "Run it again."
    veil.take_off()
    assert error.message == "The database /home/ledger/pending.db is damaged."
