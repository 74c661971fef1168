"""After the shim is installed: the offer to put it first on PATH for new shells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.services.recording import shim_folder
from consent_tui.services.shim_path import accept_path_offer, path_offer
from consent_tui.services.veil import veiled
from consent_tui.tui.screens.ask import AskScreen

if TYPE_CHECKING:
    from consent_tui.services.profile import Profile
    from consent_tui.shim.install import ShimStatus
    from consent_tui.tui.screens.place import Place


def offer_path(screen: Place, profile: Profile, shim: ShimStatus) -> None:
    """Say how the shim stands; where it is not first on PATH, show what would be written and ask."""
    if shim.first_on_path:
        screen.say(_("The shim is first on PATH: dfx runs reach the recorder."))
        return
    folder = veiled(shim_folder(profile))
    try:
        offer = path_offer(profile)
    except ConsentError as error:
        screen.say(error.message, error.mend, folder)
        return

    def written(path: str) -> None:
        done = _("Done: %(path)s was changed. It holds in new shells; `shim uninstall` takes it out again.")
        screen.say(done % {"path": veiled(path)})

    def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
        if is_yes:
            screen.work(_("Writing…"), partial(accept_path_offer, profile, offer), written)
        else:
            alone = _("The shim is installed; put its folder first on PATH yourself: %(folder)s")
            screen.say(alone % {"folder": folder})

    where = _("The shim is installed. New shells find it when these lines stand at the end of %(path)s:")
    where %= {"path": veiled(offer.path)}
    screen.app.push_screen(
        AskScreen(
            _("Put the shim first on PATH?"),
            f"{where}\n{veiled(offer.block)}",
            (_("yes"), _("write them there")),
            (_("no"), _("leave that file alone")),
        ),
        answered,
    )
