"""What the recorder must know of decisions and configuration, kept where it can read it in one go."""

from __future__ import annotations

from consent_tui.consent.states import OFF, UNDECIDED
from consent_tui.errors import ConsentError
from consent_tui.store import folder as folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from consent_tui.consent.ceilings import Reason
    from consent_tui.consent.chain import Anchor

HOLD = 86400
MAX_PENDING = 10_000

# The two sources of the resolver that this room can speak for (resolver.CHAIN, resolver.STORE).
_CHAIN = "decisions"
_STORE = "store"


class Standing:
    """What the store knows of the person's decision, and the limits in force.

    ``decision`` is ``undecided`` where it knows none. ``problems`` say why it cannot be trusted, as the
    resolver takes them. ``covered`` is the packed vocabulary of the yes (see ``covered_tokens``). ``hold`` in
    seconds; ``count``, ``head`` and ``size`` (bytes) describe the file of decisions as the store last saw it.
    ``next_send`` is when the sender runs next (None before the first event), ``started_at`` when it last did.
    """

    __slots__ = (
        "count",
        "covered",
        "decision",
        "head",
        "hold",
        "max_pending",
        "next_send",
        "notice_hash",
        "problems",
        "recipient",
        "size",
        "started_at",
        "vocabulary_hash",
    )

    def __init__(self, problems: tuple[Reason, ...] = ()) -> None:
        self.decision = UNDECIDED
        self.covered = b""
        self.vocabulary_hash = self.notice_hash = self.recipient = self.head = ""
        self.count = self.size = 0
        self.hold = HOLD
        self.max_pending = MAX_PENDING
        self.next_send: int | None = None
        self.started_at = 0
        self.problems = problems

    def covered_tokens(self) -> frozenset[str]:
        """The tokens that the standing yes covered."""
        import zlib  # noqa: PLC0415 - half a millisecond that a no does not pay

        return (
            frozenset(zlib.decompress(self.covered).decode("ascii").split()) if self.covered else frozenset()
        )

    @property
    def anchor(self) -> Anchor | None:
        """What to measure the file of decisions against; None when the store knows of no decision."""
        from consent_tui.consent.chain import Anchor  # noqa: PLC0415 - the recorder compares the size alone

        return Anchor(self.count, self.head, self.size) if self.head else None


def read(connection: Connection, folder: str) -> Standing:
    """What stands now. Inside a write transaction it stays so until that ends."""
    row = connection.execute(
        "SELECT hold, max_pending, next_send, started_at, state, covered, vocabulary_hash, notice_hash,"
        " recipient, decisions, head, size FROM limits LEFT JOIN consent"
    ).fetchone()
    standing = Standing()
    standing.hold, standing.max_pending, standing.next_send, standing.started_at = row[:4]
    if row[4] is not None:
        standing.decision, standing.covered, standing.vocabulary_hash, standing.notice_hash = row[4:8]
        standing.recipient, standing.count, standing.head, standing.size = row[8:]
    standing.problems = _problems(standing, folder)
    return standing


def look(folder: str) -> Standing:
    """What stands in this folder, whatever state it is in; never raises, never writes."""
    from consent_tui.store.database import open_for_reading  # noqa: PLC0415 - the recorder has it open

    try:
        connection = open_for_reading(folder)
        if connection is None:
            standing = Standing()
            standing.problems = _problems(standing, folder)
            return standing
        try:
            return read(connection, folder)
        finally:
            connection.close()
    except ConsentError as error:
        return Standing(((_STORE, OFF, str(error)),))
    except Exception as error:  # noqa: BLE001 - sqlite3.Error, whose name only the store may import; fails closed
        return Standing(((_STORE, OFF, f"The database cannot be read: {error}."),))


def remember(
    connection: Connection,
    state: str,
    anchor: Anchor,
    covered: Iterable[str],
    vocabulary_hash: str,
    notice_hash: str,
    recipient: str,
) -> None:
    """Take over what the file of decisions says now; right after it was written.

    *covered* are the tokens that a standing yes covers, none for anything else. They are packed, so that no
    search through our files finds in them what it would find in an event.
    """
    import zlib  # noqa: PLC0415 - the recorder never comes here

    packed = zlib.compress("\n".join(sorted(covered)).encode("ascii"), 9)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute(
            "INSERT OR REPLACE INTO consent VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
            (state, packed, vocabulary_hash, notice_hash, recipient, anchor.count, anchor.head, anchor.size),
        )


def set_limits(connection: Connection, hold: int, max_pending: int) -> None:
    """The hold in seconds, and how many events may be pending; from the configuration."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("UPDATE limits SET hold = ?, max_pending = ?", (hold, max_pending))


def _problems(standing: Standing, folder: str) -> tuple[Reason, ...]:
    """Why the decision that the store knows cannot be trusted; cheap, for the recorder asks on every run.

    Whether the chain is whole inside is for who reads it; another size already means off.
    """
    size = folders.decisions_size(folder)
    if standing.head:
        if size == standing.size:
            return ()
        return (
            (_CHAIN, OFF, f"the file of decisions has {size} bytes where the store knows {standing.size}"),
        )
    if size:
        return ((_STORE, OFF, "the database knows nothing of the decisions that were recorded"),)
    from consent_tui.store.aside import found  # noqa: PLC0415 - without a decision nothing is recorded anyway

    names = found(folder)
    if names:
        return ((_STORE, OFF, f"the database was set aside as {names[-1]}"),)
    return ()
