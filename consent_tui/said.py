"""English texts that remember how they were made, for rooms on the recorder's way: those load no language."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self


class Said(str):
    """An English text, ``template % values``, and what another language needs to say the same.

    To the program it is the English text and nothing else: it compares, is stored and is dumped as JSON as
    such. ``i18n.told`` says it in the person's language. A value may be a ``Said`` itself.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """The text; its places are named as in ``%(path)s``."""
        text = super().__new__(cls, template % values if values else template)
        text.template = template
        text.values = values
        return text
