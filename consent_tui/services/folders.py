"""What a person may mean while typing the name of a file: the folders and files that it begins."""

from __future__ import annotations

import os
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_READ = 5000
"""So many names of a folder are looked at; a folder of more is not read to its end."""


class Entry:
    """A folder or file: its ``name``, and whether it ``is_folder``."""

    __slots__ = ("is_folder", "name")

    def __init__(self, name: str, is_folder: bool) -> None:  # noqa: FBT001 - it is what the file system says
        self.name = name
        self.is_folder = is_folder

    @property
    def text(self) -> str:
        """The name as it continues a path."""
        return self.name + "/" if self.is_folder else self.name


def whole_path(text: str, home: str, folder: str) -> str:
    """The path that is meant: ``~`` is the person's home, what is not whole begins in *folder*."""
    if text == "~" or text.startswith("~/"):
        text = home + text[1:]
    return os.path.normpath(os.path.join(folder, text)) if text else folder  # noqa: PTH118 - a text


def entries(text: str, home: str, folder: str, endings: Sequence[str]) -> list[Entry]:
    """What begins like the last part of *text*: folders first, then files with one of these endings, or all.

    What is hidden is left out unless the person types a dot. A folder that cannot be read holds nothing.
    """
    stem, slash, begun = text.rpartition("/")
    where = whole_path(stem + slash, home, folder)
    found = []
    try:
        with os.scandir(where) as listing:
            for each in islice(listing, MOST_READ):
                if not each.name.startswith(begun) or (each.name.startswith(".") and not begun):
                    continue
                if each.is_dir():
                    found.append(Entry(each.name, is_folder=True))
                elif not endings or each.name.endswith(tuple(f".{ending}" for ending in endings)):
                    found.append(Entry(each.name, is_folder=False))
    except OSError:
        return []
    return sorted(found, key=lambda entry: (not entry.is_folder, entry.name.lower()))


def completed(text: str, found: Sequence[Entry]) -> str:
    """*text* with as much after it as all of *found* have in common."""
    if not found:
        return text
    stem, slash, _ = text.rpartition("/")
    # What they have in common of a name, not of a path: character by character is right here.
    return stem + slash + os.path.commonprefix([each.text for each in found])  # noqa: RUF071


def taken(text: str, entry: Entry) -> str:
    """*text* with this entry in place of its last part."""
    stem, slash, _ = text.rpartition("/")
    return stem + slash + entry.text
