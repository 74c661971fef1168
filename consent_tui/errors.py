"""The one error a person can meet, and the exit statuses of the command line."""

DONE = 0
FAILED = 1
USAGE = 2
REFUSED = 3


class ConsentError(Exception):
    """Something a person can mend.

    ``message`` says what is wrong, ``mend`` what to do about it; both are one plain sentence, in the language
    that is spoken. Where no language may be looked up they are given in English, listed in ``retold``, and
    translated when they are read. ``str()`` is the message as it was given, for what is kept or is JSON.
    ``status`` is the exit status of the command line (contract, section 6).
    """

    __slots__ = ("_mend", "status")

    def __init__(self, message: str, mend: str, status: int = FAILED) -> None:
        super().__init__(message)
        self._mend = mend
        self.status = status

    @property
    def message(self) -> str:
        """What is wrong."""
        from consent_tui.retold import retold  # noqa: PLC0415 - the recorder raises these and shows none

        return retold(self.args[0])

    @property
    def mend(self) -> str:
        """What to do about it."""
        from consent_tui.retold import retold  # noqa: PLC0415 - the recorder raises these and shows none

        return retold(self._mend)
