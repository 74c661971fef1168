"""Command lines for benchmarks and fuzzing: all different, made from the catalog and real shapes."""

from __future__ import annotations

import random
from collections.abc import Iterator

from consent_tui.vocabulary.commands import Command, commands

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def value(chance: random.Random) -> str:
    """What people give to dfx: principals, amounts, files, candid in quotes, names."""
    principal = "-".join("".join(chance.choices(ALPHABET, k=5)) for _ in range(chance.choice([5, 11])))
    return chance.choice(
        [
            principal,
            f"{chance.randrange(1000)}.{chance.randrange(100)}",
            f"./target/wasm32-unknown-unknown/release/part_{chance.randrange(10**6)}.wasm",
            f"'(record {{ owner = principal \"{principal}\"; amount = {chance.randrange(10**8)} : nat }})'",
            f"canister_{chance.randrange(10**6)}",
        ]
    )


def command_line(chance: random.Random, command: Command) -> str:
    """One plausible line for *command*: some of its options, its positionals, at times a network."""
    words = ["dfx", command.path]
    words += [value(chance) for each in command.positionals if not each.is_optional or chance.random() < 0.5]
    for option in chance.sample(command.options, min(len(command.options), chance.randrange(4))):
        name = chance.choice(option.names)
        if not option.takes_value:
            words.append(name)
        else:
            given = chance.choice([*option.values]) if option.values else value(chance)
            words += [f"{name}={given}"] if name.startswith("--") and chance.random() < 0.3 else [name, given]
    if command.has_selector and chance.random() < 0.3:
        words += chance.choice([["--ic"], ["--network", "ic"], ["--network=local"]])
    return " ".join(words)


def command_lines(count: int, seed: int = 1) -> Iterator[str]:
    """*count* lines that are all different."""
    chance = random.Random(seed)
    every = commands()
    seen: set[str] = set()
    while len(seen) < count:
        line = command_line(chance, chance.choice(every))
        if line in seen:
            line += f" {value(chance)}"
        if line not in seen:
            seen.add(line)
            yield line
