"""The batch preview against splitting the same lines with shlex, and beside argparse."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.lines import command_lines
from tests.benchmarks.measure import PROGRAM, PYTHON, clean_environment, ratio

LINES = 40_000

SHLEX = """
import shlex, sys
for line in sys.stdin:
    shlex.split(line)
"""

ARGPARSE = """
import argparse, shlex, sys
from consent_tui.vocabulary.commands import command

def build(parser, found):
    for option in found.options:
        if option.names[0] in parser._option_string_actions or option.selects_network:
            continue
        if option.takes_value:
            parser.add_argument(*option.names, nargs='?')
        else:
            parser.add_argument(*option.names, action='store_true')
    parser.add_argument('--network'); parser.add_argument('--ic', action='store_true')
    parser.add_argument('--playground', action='store_true')
    if found.subcommands:
        subparsers = parser.add_subparsers()
        for name in found.subcommands:
            build(subparsers.add_parser(name, add_help=False), command(f'{found.path} {name}'.strip()))
    else:
        parser.add_argument('words', nargs='*')

class Quiet(argparse.ArgumentParser):
    def error(self, message):
        raise ValueError(message)

parser = Quiet(add_help=False)
build(parser, command(''))
for line in sys.stdin:
    try:
        parser.parse_known_args(shlex.split(line)[1:])
    except ValueError:
        pass
"""


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, ratio, limit); a limit of 0 is no limit, only a figure to stand beside."""
    lines = folder / "lines"
    lines.write_text("\n".join(command_lines(LINES)) + "\n", "utf-8")
    environ = clean_environment(folder, PYTHONPATH=str(Path(__file__).parents[2]))
    split = [PYTHON, "-c", SHLEX]
    ours = ratio([PROGRAM, "preview", "--batch", "--json"], split, environ, lines, runs=5)
    argparse = ratio([PYTHON, "-c", ARGPARSE], split, environ, lines, runs=1)
    return [
        (f"preview --batch --json / shlex.split alone, {LINES} lines, CPU", ours, 0.75),
        ("argparse with the same catalog / shlex.split alone, CPU", argparse, 0),
    ]
