"""Putting the shim's folder first on PATH for new shells: what would be written where, and writing it."""

from __future__ import annotations

from consent_tui.services.recording import shim_folder
from consent_tui.shim.startup import add_to_shell_startup, path_block, shell_name, startup_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile


class PathOffer:
    """The lines ``block`` that belong at the end of the file ``path`` of this ``shell``."""

    __slots__ = ("block", "path", "shell")

    def __init__(self, shell: str, path: str, block: str) -> None:
        self.shell = shell
        self.path = path
        self.block = block


def path_offer(profile: Profile) -> PathOffer:
    """What would be written. Writes nothing.

    Raises:
        ConsentError: the person's shell is not one whose start-up file is known.
    """
    shell = shell_name(profile.environ)
    return PathOffer(shell, startup_file(shell, profile.environ), path_block(shell, shim_folder(profile)))


def accept_path_offer(profile: Profile, offer: PathOffer) -> str:
    """Write it; the path of the file that was changed.

    Raises:
        ConsentError: the file cannot be read or written.
    """
    return add_to_shell_startup(offer.shell, shim_folder(profile), profile.environ)
