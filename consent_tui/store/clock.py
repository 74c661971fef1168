"""Two clocks, read together: the wall's, which a person may set, and the machine's, which nobody can."""

from __future__ import annotations

import os
import time

BOOT_ID = "/proc/sys/kernel/random/boot_id"
# CLOCK_BOOTTIME also runs while the machine sleeps. macOS has none, and its CLOCK_MONOTONIC does the same.
_MACHINE = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Moment:
    """``wall`` in Unix seconds; ``uptime`` in seconds since the boot that the bytes ``boot`` stand for."""

    __slots__ = ("boot", "uptime", "wall")

    def __init__(self, wall: int, boot: bytes, uptime: int) -> None:
        self.wall = wall
        self.boot = boot
        self.uptime = uptime


def now() -> Moment:
    """This moment."""
    return Moment(int(time.time()), _boot(), int(time.clock_gettime(_MACHINE)))


def again(moment: Moment, wall: int) -> Moment:
    """This moment by the machine's clock, and *wall* beside it, in the boot of an earlier *moment*."""
    return Moment(wall, moment.boot, int(time.clock_gettime(_MACHINE)))


def _boot() -> bytes:
    """The kernel's id of this boot; where there is none, when /dev was made: anew at every boot."""
    try:
        descriptor = os.open(BOOT_ID, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b"%d" % os.stat("/dev").st_ctime_ns  # noqa: PTH116 - pathlib is too slow to start here
    try:
        return os.read(descriptor, 64).strip().replace(b"-", b"")
    finally:
        os.close(descriptor)
