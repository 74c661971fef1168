"""Installing the shim, and the offer to put it first on PATH for new shells."""

from __future__ import annotations

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.services.recording import install_shim, shim_folder
from consent_tui.services.shim_path import accept_path_offer, path_offer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.plain.talk import Talk
    from consent_tui.services.profile import Profile


def install(profile: Profile, talk: Talk) -> None:
    """Install the shim; where it is not first on PATH, say what would be written and ask.

    Raises:
        ConsentError: the shim could not be installed, or the file not be written.
    """
    if install_shim(profile).first_on_path:
        talk.say(_("The shim is first on PATH: dfx runs reach the recorder."))
        return
    folder = shim_folder(profile)
    try:
        offer = path_offer(profile)
    except ConsentError as error:
        talk.say(error.message, error.mend, folder)
        return
    talk.say(
        _("The shim is installed. New shells find it when these lines stand at the end of %(path)s:")
        % {"path": offer.path},
        *offer.block.splitlines(),
    )
    if not talk.is_yes(_("Put the shim first on PATH?"), _("write them there"), _("leave that file alone")):
        text = _("The shim is installed; put its folder first on PATH yourself: %(folder)s")
        talk.say(text % {"folder": folder})
        return
    path = accept_path_offer(profile, offer)
    text = _("Done: %(path)s was changed. It holds in new shells; `shim uninstall` takes it out again.")
    talk.say(text % {"path": path})
