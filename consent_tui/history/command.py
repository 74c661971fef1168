"""One dfx command cut out of a command line."""

from __future__ import annotations


class ShellCommand:
    """A dfx command as the shell would start it.

    ``words`` are dequoted and unexpanded (``$NAME``, globs, ``~`` and ``$(…)`` stay as they were typed);
    ``words[0]`` is ``dfx``, whatever path it was called by. ``environment`` holds what the line itself
    sets for it (``DFX_NETWORK=ic dfx …``); a variable that the line takes away (``env -u X``) is ''.
    ``text`` is the piece of the source that is this command, prefixes included, for showing.
    """

    __slots__ = ("environment", "text", "words")

    def __init__(self, words: list[str], environment: dict[str, str], text: str) -> None:
        self.words = words
        self.environment = environment
        self.text = text

    def __eq__(self, other: object) -> bool:
        """Equal in words, environment and text."""
        if not isinstance(other, ShellCommand):
            return NotImplemented
        mine = (self.words, self.environment, self.text)
        return mine == (other.words, other.environment, other.text)

    def __hash__(self) -> int:
        """By the source text, which decides the rest but for exports before it."""
        return hash(self.text)

    def __repr__(self) -> str:
        """For failing tests."""
        return f"ShellCommand({self.words!r}, {self.environment!r}, {self.text!r})"
