"""An export as a file of the user's own, with its manifest beside it.

Nothing but the two files is written, neither is ever seen half written, and no socket is opened.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from errno import ENOTSUP, EOPNOTSUPP, EPERM
from pathlib import Path

from consent_tui.errors import ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.services.documents import dump
from consent_tui.services.export import Exported, export, manifest_document
from consent_tui.services.veil import veiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import BinaryIO

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile

MANIFEST = ".manifest.json"
_NO_LINKS = (EPERM, ENOTSUP, EOPNOTSUPP)


class InTheWayError(ConsentError):
    """A file of this name is there already, and was not to be replaced."""

    __slots__ = ()


def export_to_file(
    profile: Profile,
    form: str,
    path: str,
    place: Callable[[str, str], None],
    tell: Callable[[int], None],
    events: Generator[PendingRow] | None = None,
) -> Exported:
    """Export into the file *path*, 0600, with its manifest beside it; neither is ever seen half written.

    *place* is ``place_new`` or ``place_over``. A file without a manifest is an export that was interrupted.

    Raises:
        ConsentError: a file is in the way or cannot be written, or the database cannot be read.
    """
    target = os.path.realpath(path)  # a symbolic link stays one, its target is written
    try:
        with _unfinished(target) as (name, file):
            exported = export(profile, form, file.write, tell, events)
            file.flush()
            os.fsync(file.fileno())
            place(name, target)
        _put(target + MANIFEST, dump(manifest_document(exported)).encode("ascii") + b"\n", place)
        _sync_folder(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    return exported


def write_file(path: str, content: bytes, place: Callable[[str, str], None]) -> None:
    """Write this into the file *path*, 0600, which is never seen half written; *place* as above.

    Raises:
        ConsentError: a file is in the way or cannot be written.
    """
    try:
        _put(target := os.path.realpath(path), content, place)
        _sync_folder(target)
    except OSError as error:
        raise _unwritable(path, error) from error


def check_place(path: str) -> None:
    """See before a long export whether something is in its way.

    Raises:
        InTheWayError: there is a file with this name, or with its manifest's.
        ConsentError: what is there is no ordinary file, so nothing can replace it.
    """
    target = os.path.realpath(path)
    for each in (target, target + MANIFEST):
        check_ordinary(each)
        if os.path.lexists(each):
            raise _in_the_way(each)


def check_ordinary(path: str) -> None:
    """See whether what has this name, if anything has, could be replaced.

    Raises:
        ConsentError: it is no ordinary file.
    """
    target = os.path.realpath(path)
    if os.path.lexists(target) and not Path(target).is_file():
        raise ConsentError(
            _("%(path)s is no ordinary file.") % {"path": _shown(target)},
            _("Name another file."),
        )


def place_new(unfinished: str, target: str) -> None:
    """Give the finished file its name, unless something has that name.

    Raises:
        ConsentError: something has.
        OSError: it cannot be done.
    """
    try:
        os.link(unfinished, target)  # unlike a rename, it replaces nothing
    except FileExistsError:
        raise _in_the_way(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links, such as a USB stick's.
        if os.path.lexists(target):
            raise _in_the_way(target) from None
        Path(unfinished).rename(target)


def place_over(unfinished: str, target: str) -> None:
    """Give the finished file its name, in place of an ordinary file that has it.

    Raises:
        ConsentError: what has it is no ordinary file.
        OSError: it cannot be done.
    """
    check_ordinary(target)
    Path(unfinished).replace(target)


def _put(target: str, content: bytes, place: Callable[[str, str], None]) -> None:
    with _unfinished(target) as (name, file):
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        place(name, target)


@contextmanager
def _unfinished(target: str) -> Iterator[tuple[str, BinaryIO]]:
    """A file beside *target*, 0600, gone at the end unless it was given another name."""
    descriptor, name = tempfile.mkstemp(prefix=".dfx-consent-", dir=os.path.dirname(target))  # noqa: PTH120
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield name, file
    finally:
        Path(name).unlink(missing_ok=True)


def _sync_folder(target: str) -> None:
    descriptor = os.open(os.path.dirname(target), os.O_RDONLY | os.O_CLOEXEC)  # noqa: PTH120
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: str, error: OSError) -> ConsentError:
    return ConsentError(
        _("The export could not be written to %(path)s: %(reason)s.")
        % {"path": _shown(path), "reason": why(error)},
        _("Make room or mend the permissions, or name another file."),
    )


def _in_the_way(path: str) -> InTheWayError:
    message = _("%(path)s is there already.") % {"path": _shown(path)}
    return InTheWayError(message, _("Name another file."))


def _shown(path: str) -> str:
    return veiled(printable(path))
