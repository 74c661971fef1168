"""English texts that remember how they were made: for what is shown and is JSON too."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self


class Said(str):
    """An English text, ``template % values``, and what another language needs to say the same.

    To the program it is the English text and nothing else: it compares, is stored and is dumped as JSON as
    such. ``retold`` says it in the person's language, and a value that is a ``Said`` or named ``reason`` too.
    Mark the template where it is written down: ``Said(N_("%(path)s is whole."), path=path)``.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """The text; its places are named as in ``%(path)s``."""
        text = super().__new__(cls, template % values)
        text.template = template
        text.values = values
        return text
