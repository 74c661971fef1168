"""Lists on a terminal: their rows are wrapped between words, never within one; in a pipe they are whole."""

from __future__ import annotations

from itertools import pairwise

import pexpect
import pytest

from consent_tui.services.pending import newest_first, tokens_line
from consent_tui.services.profile import Profile
from tests.program import PROGRAM, program
from tests.screens.demo import make_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """The sample, whose rows are wider than 80 cells here and there."""
    return make_sample(tmp_path_factory.mktemp("rows"), 60)


def on_a_terminal(sample: Profile, columns: int, *words: str) -> list[str]:
    """The lines that the program writes to a terminal of this width."""
    child = pexpect.spawn(
        PROGRAM, list(words), env=dict(sample.environ), dimensions=(24, columns), encoding="utf-8", timeout=30
    )
    text: str = child.read()
    child.close()
    assert child.exitstatus == 0, text
    return text.replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("columns", [120, 80, 60, 40])
@pytest.mark.parametrize("words", [("pending", "list"), ("rejected", "list"), ("history", "--shell", "bash")])
def test_no_row_is_left_to_the_terminal_to_break(
    sample: Profile, columns: int, words: tuple[str, ...]
) -> None:
    lines = on_a_terminal(sample, columns, *words)
    whole = program(*words, environ=sample.environ).stdout.decode().splitlines()
    assert "\n".join(lines).split() == "\n".join(whole).split(), "words are left out or cut"
    tokens = [line for line in lines if "#" in line and "dfx " not in line]
    assert tokens
    assert max(map(len, tokens)) <= columns


def test_a_pipe_has_every_row_on_one_line(sample: Profile) -> None:
    lines = (
        program("pending", "list", environ={**sample.environ, "COLUMNS": "40"}).stdout.decode().splitlines()
    )
    rows = [tokens_line(each.body) for each in newest_first(sample)]
    assert len(lines) == len(rows) + 1
    assert all(line.endswith(tokens) for line, tokens in zip(lines[1:], rows, strict=True))
    assert max(map(len, lines)) > 80


def test_a_row_that_is_wrapped_goes_on_below_its_tokens(sample: Profile) -> None:
    lines = on_a_terminal(sample, 80, "pending", "list")
    wrapped = [(line, later) for line, later in pairwise(lines) if later[:20].isspace()]
    assert wrapped
    assert all(line.index("#") == later.index("#") for line, later in wrapped if "#" in later)
