"""``make fuzz``: a million mutated command lines; the first to break invariant 1 is printed and ends it."""

from __future__ import annotations

import random
import sys
import time

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from tests.properties.closed import check_closed
from tests.properties.mutation import mutate, real_line

CASES = 1_000_000


def main() -> int:
    """Fuzz; the seed is printed so that a failure can be run again."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns()
    chance = random.Random(seed)
    here = Surroundings("/", {}, lambda _: "0.24.3")
    commands: set[str] = set()
    for case in range(cases):
        argv = mutate(chance, real_line(chance))
        explanation = explain(argv, chance.randrange(2), here)
        try:
            check_closed(argv, explanation, "0.24.3")
        except AssertionError as error:
            print(f"case {case}, seed {seed}: {argv!r}\n{error}")
            return 1
        if explanation.event is not None and explanation.event.command is not None:
            commands.add(explanation.event.command)
    print(f"{cases} cases, {len(commands)} commands reached, nothing outside the vocabulary (seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
