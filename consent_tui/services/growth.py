"""Noticing that the program may record more than a standing yes covers, so that the question comes again.

An upgrade runs nothing of ours; the first thing that does is the recorder, after the next dfx command. It
sees that the yes was to another notice, and comes here. What was found is kept in the file ``compared``, so
that the decisions, which take as long to read as everything else that the recorder does, are read once for
every notice and not on every run.
"""

from __future__ import annotations

import os

from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.store.settings import Standing

COMPARED = "compared"


def compare_once(folder: str, standing: Standing) -> None:
    """Let the shim put the question if the notice in force asks for it; once for each notice.

    *standing* is what the store knows, a yes to another notice than the one in force. Raises OSError where
    the state folder *folder* cannot be written.
    """
    path = folder + "/" + COMPARED
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    descriptor = os.open(path, flags, 0o600)
    try:
        compared = NOTICE_HASH.encode("ascii")
        if os.read(descriptor, len(compared) + 1) == compared:
            return
        _tell_shim(folder, standing)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, compared, 0)
    finally:
        os.close(descriptor)


def _tell_shim(folder: str, standing: Standing) -> None:
    from consent_tui.consent.asking import next_question  # noqa: PLC0415 - once for each notice
    from consent_tui.shim.question import ask_from  # noqa: PLC0415
    from consent_tui.store.decisions import read_decisions  # noqa: PLC0415
    from consent_tui.store.folder import DECISIONS  # noqa: PLC0415

    chain = read_decisions(folder + "/" + DECISIONS, standing.anchor)
    moment = None if chain.problems() else next_question(chain.decisions, NOTICE_HASH)
    if moment is not None:
        ask_from(folder, moment)
