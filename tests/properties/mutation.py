"""Command lines made by mutating real ones: what a fuzzer needs to get past the first word."""

from __future__ import annotations

import random

from consent_tui.vocabulary.commands import command, commands

NASTY = [
    *(
        "",
        "-",
        "--",
        "---",
        "-=",
        "--=",
        "=",
        "--=x",
        "--x=--y",
        "'",
        '"',
        "\\",
        "$(x)",
        "{}",
        "null",
        "0",
        "-1",
    ),
    *(
        "+",
        "+0.21.0",
        "+x",
        "@",
        "#",
        "#option",
        "#dfxDeploy",
        "\x00",
        "\x1b]0;x\x07",
        "\u202e",
        "\udcff",
        "é",
    ),
    *("\uff44\uff45\uff50\uff4c\uff4f\uff59", "Deploy", "DEPLOY", "deploy ", "help", "consent", "_x"),
    *("-h", "--help", "-V", "--version", "--network", "--network=", "--ic", "--playground", "ic", "local"),
    *("https://icp0.io", "--mode", "upgrade", "--all", "-y=", "-m=upgrade", "x" * 5000, "-" + "v" * 500),
]
SECRET = "s3cr3t"


def real_line(chance: random.Random) -> list[str]:
    """The words of a plausible line, any value in it being a secret or listed."""
    found = chance.choice(commands())
    words = ["dfx", *found.path.split(" ")]
    names = list(found.names)
    for _ in range(chance.randrange(5)):
        if not names:
            break
        name = chance.choice(names)
        option = found.names[name]
        value = chance.choice([*option.values, SECRET])
        if option.takes_value:
            words += chance.choice([[name, value], [f"{name}={value}"], [name + value]])
        else:
            words.append(name)
    for positional in found.positionals[: chance.randrange(4)]:
        words.append(chance.choice([*positional.values, SECRET]))
    return words


def mutate(chance: random.Random, words: list[str]) -> list[str]:
    """A few changes: words dropped, doubled, swapped, spliced, cut, glued, replaced by nasty ones."""
    words = list(words)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(words))
        match chance.randrange(9):
            case 0:
                words.insert(at, chance.choice(NASTY))
            case 1 if len(words) > 1:
                del words[at]
            case 2:
                words.insert(at, words[at])
            case 3:
                other = chance.randrange(len(words))
                words[at], words[other] = words[other], words[at]
            case 4:
                words[at:] = real_line(chance)[chance.randrange(3) :]
            case 5:
                cut = chance.randrange(len(words[at]) + 1)
                words[at] = words[at][:cut]
            case 6:
                words[at] += chance.choice(NASTY)
            case 7:
                words[at] = chance.choice(list(command("canister install").names))
            case _:
                words[at] = chance.choice(NASTY)
        if not words:
            words = ["dfx"]
    return words
