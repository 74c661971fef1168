"""The file ``config.toml``: read whole or not at all, and replaced in one step."""

from __future__ import annotations

import os

from consent_tui.errors import ConsentError
from consent_tui.i18n import _

LARGEST_FILE = 1 << 16


def text_of(path: str) -> str:
    """What is in the file; nothing where there is none.

    Raises:
        ConsentError: it cannot be read as text, or is too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    except OSError as error:
        from consent_tui.retold import why  # noqa: PLC0415 - only for a fault

        raise ConsentError(
            _("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": why(error)},
            _("Mend its permissions."),
        ) from error
    try:
        content = os.read(descriptor, LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ConsentError(_("%(path)s is too large.") % {"path": path}, _("Make it a small TOML file."))
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConsentError(
            _("%(path)s cannot be read as text.") % {"path": path}, _("Make it a TOML file in UTF-8.")
        ) from error
    finally:
        os.close(descriptor)


def document_of(path: str) -> dict[str, str | int | bool | None]:
    """The file as TOML; empty where there is none.

    Raises:
        ConsentError: it cannot be read, or is not TOML.
    """
    text = text_of(path)
    if not text.strip():
        return {}
    import tomllib  # noqa: PLC0415 - costs 20 ms, and only a file that exists needs it

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConsentError(
            _("%(path)s is not TOML: %(error)s.") % {"path": path, "error": error},
            _("Correct the file, or remove it."),
        ) from error


def replace(path: str, content: bytes) -> None:
    """Put *content* in place of the file in one step: a crash leaves the old one or the new one.

    Raises:
        OSError: the folder cannot be written.
    """
    unfinished = f"{path}.{os.getpid()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.write(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(unfinished, path)  # noqa: PTH105
    except OSError:
        os.unlink(unfinished)  # noqa: PTH108
        raise
