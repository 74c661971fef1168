"""What a person may mean while typing the name of a file: the folders and files that it begins."""

from __future__ import annotations

import os
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_READ = 5000
"""So many names of a folder are looked at; a folder of more is not read to its end."""


ABOVE = ".."
"""The folder above."""


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

    Where nothing begins like it, the folders to go to instead. What is hidden is left out unless the person
    types a dot. A folder that cannot be read holds nothing.
    """
    stem, slash, begun = text.rpartition("/")
    where = whole_path(stem + slash, home, folder)
    files = tuple(f".{ending}" for ending in endings) or ("",)
    found = []
    try:
        with os.scandir(where) as listing:
            for each in islice(listing, MOST_READ):
                is_folder = each.is_dir()
                if (is_folder or each.name.endswith(files)) and (begun or not each.name.startswith(".")):
                    found.append(Entry(each.name, is_folder))
    except OSError:
        return []
    found.sort(key=lambda entry: (not entry.is_folder, entry.name.lower()))
    begin = [entry for entry in found if entry.name.startswith(begun)]
    if begun and begin:
        return begin
    folders = [entry for entry in found if entry.is_folder and not entry.name.startswith(".")]
    above = [] if where == "/" else [Entry(ABOVE, is_folder=True)]
    return above + (folders if begun else found)


def completed(text: str, found: Sequence[Entry]) -> str:
    """*text* with as much after it as all that begin like it have in common."""
    stem, slash, begun = text.rpartition("/")
    found = [each for each in found if each.name.startswith(begun) and each.name != ABOVE]
    if not found:
        return text
    # What they have in common of a name, not of a path: character by character is right here.
    return stem + slash + os.path.commonprefix([each.text for each in found])  # noqa: RUF071


def taken(text: str, entry: Entry) -> str:
    """*text* with this entry in place of its last part, or before it where that is a name of its own."""
    stem, slash, begun = text.rpartition("/")
    if entry.name == ABOVE:
        return stem.rpartition("/")[0] + "/" + begun
    return stem + slash + entry.text + ("" if entry.name.startswith(begun) else begun)
