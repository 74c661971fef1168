"""The one error a person can meet, and the exit statuses of the command line."""

DONE = 0
FAILED = 1
USAGE = 2
REFUSED = 3


class ConsentError(Exception):
    """Something a person can mend.

    ``message`` says what is wrong, ``mend`` what to do about it; both are one plain sentence.
    ``status`` is the exit status of the command line (contract, section 6).
    """

    __slots__ = ("mend", "message", "status")

    def __init__(self, message: str, mend: str, status: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.status = status
