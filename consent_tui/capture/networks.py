"""Which of the four networks a name stands for (contract, section 2; dfx's own rules of resolution).

A name is looked up in the project's dfx.json, then in the shared networks.json. These files belong to
somebody else: whatever they hold, the answer comes in bounded time and is never an error.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

IC = "#ic"
LOCAL_PROJECT = "#localProject"
LOCAL_SHARED = "#localShared"
OTHER = "#other"

IC_ADDRESSES = ("https://icp0.io", "https://icp0.io/")
LARGEST_FILE = 1 << 20
"""In bytes. A larger file is not read; what it would have said is ``#other``."""


REMEMBERED = 100
"""Names whose answer is kept: in a long batch the same few networks come again and again."""


class _Json:
    """What CPython's own scanner asks of its caller; ``import json`` would cost ten times as much."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = float
    parse_constant = float


def parse_json(text: str) -> object:
    """The JSON document in *text*; integers come as floats.

    Raises:
        ValueError: it is none, or one nested too deeply to read.
    """
    from _json import make_scanner  # noqa: PLC0415 - only where a file must be read

    text = text.strip(" \t\r\n")
    try:
        document, end = make_scanner(_Json())(text, 0)  # type: ignore[arg-type]  # typeshed names the result
    except (StopIteration, RecursionError) as error:
        raise ValueError("not a JSON document") from error
    if end != len(text):
        raise ValueError("something follows the JSON document")
    return document


def _read(path: str) -> bytes | None:
    """The file's bytes; None where there is none.

    Raises:
        ValueError: it is too large.
        OSError: it cannot be read.
    """
    try:
        # Without O_NONBLOCK a FIFO in its place would hold us up for ever; so it is an empty file.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        data = b""
        while len(data) <= LARGEST_FILE and (block := os.read(descriptor, LARGEST_FILE)):
            data += block
        if len(data) > LARGEST_FILE:
            raise ValueError("not a file of reasonable size")
        return data
    finally:
        os.close(descriptor)


def _definitions(path: str, key: str | None) -> dict[str, object] | None:
    """The networks that this file defines, under *key* or at its top; None when that cannot be known."""
    try:
        data = _read(path)
        if data is None:
            return {}
        document = parse_json(data.decode("utf-8"))
    except (OSError, ValueError):
        return None
    if key is not None and isinstance(document, dict):
        document = document.get(key)
        if document is None:
            return {}
    return document if isinstance(document, dict) else None


def project_file(folder: str) -> str | None:
    """The dfx.json of this folder or its nearest ancestor that has one."""
    while True:
        candidate = os.path.join(folder, "dfx.json")  # noqa: PTH118 - pathlib costs more than all the rest here
        try:
            os.stat(candidate)  # noqa: PTH116
        except OSError:
            parent = os.path.dirname(folder)  # noqa: PTH120
            if parent == folder:
                return None
            folder = parent
        else:
            return candidate


def _look_up(definitions: object, name: str, local: str) -> str | None:
    """What *name* is defined as; None where it is not. Definitions that cannot be read may hold any name."""
    if not isinstance(definitions, dict):
        return OTHER
    if name not in definitions:
        return None
    definition = definitions[name]
    if not isinstance(definition, dict):
        return OTHER
    providers = definition.get("providers")
    if providers is None:
        return local
    if isinstance(providers, list) and len(providers) == 1 and providers[0] in IC_ADDRESSES:
        return IC
    return OTHER


class Networks:
    """The networks known in one folder, each file read at most once, and only when a name asks for it."""

    __slots__ = ("_answers", "_folder", "_project", "_shared", "_shared_file")

    def __init__(self, folder: str, environ: Mapping[str, str]) -> None:
        """*folder* is where dfx runs, empty when it is gone; *environ* says where dfx's settings lie."""
        self._folder = folder
        self._answers: dict[str, str] = {}
        home = environ.get("DFX_CONFIG_ROOT") or environ.get("HOME") or ""
        self._shared_file = home + "/.config/dfx/networks.json" if home else ""
        self._project: dict[str, object] | bool | None = False
        self._shared: dict[str, object] | bool | None = False

    def resolve(self, name: str) -> str:
        """``#ic``, ``#localProject``, ``#localShared`` or ``#other`` for a network's name or URL."""
        known = self._answers.get(name)
        if known is None:
            known = self._resolve(name)
            if len(self._answers) < REMEMBERED:
                self._answers[name] = known
        return known

    def _resolve(self, name: str) -> str:
        if name == "ic" or name in IC_ADDRESSES:
            return IC
        if self._project is False:
            path = project_file(self._folder) if self._folder else None
            self._project = _definitions(path, "networks") if path else {}
        answer = _look_up(self._project, name, LOCAL_PROJECT)
        if answer is None:
            if self._shared is False:
                self._shared = _definitions(self._shared_file, None) if self._shared_file else {}
            answer = _look_up(self._shared, name, LOCAL_SHARED)
        if answer is None:
            return LOCAL_SHARED if name == "local" else OTHER
        return answer
