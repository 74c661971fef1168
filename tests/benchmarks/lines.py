"""Command lines for benchmarks and fuzzing: all different, made from the catalog and real shapes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from consent_tui.vocabulary.commands import Command, commands

VALUES = [
    "1.0",
    "abcd-1233-ffff-eeee",
    "./out/file.wasm",
    "'(record { owner = 1 })'",
    '"a b"',
    "ic",
    "x=y",
    "100",
]


def command_line(chance: random.Random, command: Command) -> str:
    """One plausible line for *command*, quotes included."""
    words = ["dfx", command.path]
    for option in chance.sample(command.options, min(len(command.options), chance.randrange(4))):
        name = chance.choice(option.names)
        value = chance.choice([*option.values] or VALUES) + (
            "" if option.values else str(chance.randrange(10**6))
        )
        if not option.takes_value:
            words.append(name)
        elif name.startswith("--") and chance.random() < 0.3:
            words.append(f"{name}={value}")
        else:
            words += [name, value]
    words += [f"{chance.choice(VALUES)}" for _ in command.positionals[: chance.randrange(4)]]
    return " ".join(words)


def command_lines(count: int, seed: int = 1) -> Iterator[str]:
    """*count* lines, each with something that no other has."""
    chance = random.Random(seed)
    every = commands()
    for number in range(count):
        yield f"{command_line(chance, chance.choice(every))} canister_{number}"
