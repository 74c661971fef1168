"""Properties of reading command lines and history files, over many random ones."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from consent_tui.history.backwards import read_backwards
from consent_tui.history.printable import printable
from consent_tui.history.shell import dfx_commands, first_dfx_command
from consent_tui.history.syntax.flat import flat_commands
from consent_tui.history.syntax.frames import UnparsableError
from consent_tui.history.syntax.scanner import Scanner

SIMPLE = st.text(alphabet="ab1-=~*[]{}!%'\"\\ \t\ré\u00a0\x0b\x1c\u3000", max_size=40)
PIECES = r"""
dfx dfx dfx deploy 'a b' "a b" "$x" $x 'a;dfx' a\ b \' " ' \ ; ;; & && || | |& > >> 2> 2>&1 &> < << <( >
( ) (( )) $( ${ } { ` # ! = A=1 A+=2 env sudo -u x time timeout 5 export set -x if then else fi for in do
done while case esac function end begin and not [[ ]] $' dfx() 1 2 >| >& &! $(( ~ * @( /bin/dfx
"""
FRAGMENTS = st.lists(
    st.sampled_from(PIECES.split())
    | st.sampled_from([" ", " ", " ", "\n", "\t", "\r", "\\\n", "é", "\x00", "\ud800"]),
    max_size=25,
)
LINES = st.builds("".join, FRAGMENTS) | st.builds(" ".join, FRAGMENTS)


@settings(max_examples=1500, deadline=None)
@given(SIMPLE)
def test_simple_commands_split_as_shlex_does(rest: str) -> None:
    line = "dfx " + rest
    try:
        words = shlex.split(line)
    except ValueError:
        assert dfx_commands(line) == []
        return
    (command,) = dfx_commands(line)
    assert command.words == words
    assert command.environment == {}
    assert shlex.split(command.text) == words


@settings(max_examples=3000, deadline=None)
@given(LINES)
def test_the_short_way_and_the_scanner_agree(line: str) -> None:
    short = flat_commands(line)
    if short is not None:
        try:
            whole = Scanner(line).run()
        except UnparsableError:
            whole = None
        assert short == whole


@settings(max_examples=1500, deadline=None)
@given(LINES | st.text(max_size=60))
def test_every_command_is_a_piece_of_its_line(line: str) -> None:
    commands = dfx_commands(line)
    assert first_dfx_command(line) == (commands[0] if commands else None)
    for command in commands:
        assert command.words[0] == "dfx"
        assert "dfx" in command.text
        assert command.text in line or "`" in line


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=30), max_size=12), st.integers(1, 40))
def test_lines_backwards_are_lines_forwards_reversed(lines: list[bytes], block: int) -> None:
    content = b"\n".join(lines)
    expected = content.removesuffix(b"\n").split(b"\n") if content else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(content)
        assert list(read_backwards(path, block)) == expected[::-1]


@given(st.text())
def test_printable_text_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert printable(shown) == shown
