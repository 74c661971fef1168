"""Policy files: what an administrator, or the person for themselves, sets as a limit (contract, section 4).

A policy can only lower the state. What cannot be read, and what is not understood (an unknown key, a wrong
value), means ``off``: a limit with a slip of the pen in it must not become no limit. On the recorder's way:
nothing but ``os`` is imported unless a file exists.
"""

from __future__ import annotations

import os
import sys
from stat import S_ISREG

from consent_tui.consent.states import OFF, ON, RANK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "policy.toml"
SITE_PATH = (
    "/Library/Application Support/dfx-consent/policy.toml"
    if sys.platform == "darwin"
    else "/etc/xdg/dfx-consent/policy.toml"
)
WIRES = ("ndjson", "otlp")
BATCH_SIZES = (1, 500)

_LARGEST = 65536
_WORDS = ("endpoint", "controller", "contact", "jurisdiction")
_ROOT = 0
_WRITABLE_BY_OTHERS = 0o022


class Policy:
    """One policy file that exists.

    ``ceiling`` is ``off``, ``local`` or ``on`` (no limit). ``problem`` says why the file could not be read
    (the ceiling is then ``off``) or does not count (then ``on``), and is empty when all is well. ``values``
    holds the other keys: endpoint, wire, batch_size, controller, contact, jurisdiction.
    """

    __slots__ = ("ceiling", "path", "problem", "values")

    def __init__(self, path: str, ceiling: str, problem: str, values: Mapping[str, str | int]) -> None:
        self.path = path
        self.ceiling = ceiling
        self.problem = problem
        self.values = values

    @property
    def detail(self) -> str:
        """Which file, and what is wrong with it if anything is."""
        return self.path + ": " + self.problem if self.problem else self.path


def read_policies(state: str, site_path: str = SITE_PATH) -> tuple[Policy, ...]:
    """The policies in force, the site's first; empty where no file exists.

    ``state`` is the state folder. ``site_path`` is fixed per platform: a caller may pass another only in a
    test, and never one that it took from the environment.
    """
    found = (_site_policy(site_path), _own_policy(state + "/" + NAME))
    return tuple(policy for policy in found if policy is not None)


def policy_of(policies: tuple[Policy, ...], key: str) -> Policy | None:
    """The policy whose word on this key counts: the site's before that of the state folder; None for none."""
    for policy in policies:
        if key in policy.values:
            return policy
    return None


def policy_value(policies: tuple[Policy, ...], key: str) -> str | int | None:
    """What the policies say about this key."""
    policy = policy_of(policies, key)
    return None if policy is None else policy.values[key]


def _site_policy(path: str) -> Policy | None:
    """The site's policy: it counts only if it is root's, and nobody else can write to it."""
    opened = _open(path)
    if not isinstance(opened, int):
        return opened
    try:
        status = os.fstat(opened)
        if status.st_uid != _ROOT:
            return Policy(path, ON, "does not count, for it is not owned by root", {})
        if status.st_mode & _WRITABLE_BY_OTHERS:
            return Policy(path, ON, "does not count, for others than root can write to it", {})
        return _read(path, opened)
    finally:
        os.close(opened)


def _own_policy(path: str) -> Policy | None:
    opened = _open(path)
    if not isinstance(opened, int):
        return opened
    try:
        return _read(path, opened)
    finally:
        os.close(opened)


def _unreadable(path: str, why: str) -> Policy:
    return Policy(path, OFF, why, {})


def _open(path: str) -> int | Policy | None:
    """A descriptor, or what to make of a file that does not open; None where there is no file."""
    try:
        # Without O_NONBLOCK a FIFO in this place would hold up the recorder for good.
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        try:
            os.lstat(path)
        except OSError:
            return None
        return _unreadable(path, "is a link to nothing")
    except OSError as error:
        return _unreadable(path, "cannot be opened: " + (error.strerror or "unknown reason"))
    except ValueError:
        return None  # a path with a null byte names no file


def _read(path: str, descriptor: int) -> Policy:
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            return _unreadable(path, "is not a file")
        content = b""
        while len(content) <= _LARGEST:
            piece = os.read(descriptor, _LARGEST + 1)
            if not piece:
                break
            content += piece
    except OSError as error:
        return _unreadable(path, "cannot be read: " + (error.strerror or "unknown reason"))
    if len(content) > _LARGEST:
        return _unreadable(path, "is too large to be a policy")
    return _understood(path, content)


def _understood(path: str, content: bytes) -> Policy:
    import tomllib  # noqa: PLC0415 - costs 20 ms, and there is hardly ever a policy

    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return _unreadable(path, "is not TOML")
    values: dict[str, str | int] = {}
    ceiling = ON
    for key, value in document.items():
        fault = _fault(key, value)
        if fault:
            return _unreadable(path, fault)
        if key == "max":
            ceiling = value.strip().lower()
        else:
            values[key] = value
    return Policy(path, ceiling, "", values)


def _fault(key: str, value: object) -> str:
    """What is wrong with this key and value, or nothing."""
    if key == "max":
        understood = isinstance(value, str) and value.strip().lower() in RANK
        return "" if understood else "max must be off, local or on"
    if key == "wire":
        return "" if value in WIRES else "wire must be ndjson or otlp"
    if key == "batch_size":
        understood = type(value) is int and BATCH_SIZES[0] <= value <= BATCH_SIZES[1]
        return "" if understood else "batch_size must be 1 to 500"
    if key in _WORDS:
        understood = isinstance(value, str) and bool(value.strip()) and value.isprintable()
        return "" if understood else key + " must be a line of text"
    return "holds a key that is not known: " + ascii(key)[:60]
