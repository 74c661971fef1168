"""What README.md and CONTRIBUTING.md say can be done can be done, as they say it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.cli.entry import COMMANDS, parser
from consent_tui.i18n import LANGUAGES
from consent_tui.services.keymap import keys_in_force
from consent_tui.services.settings import THEMES
from consent_tui.vocabulary.closed import TOKENS
from tests.program import environment, program, stub_dfx
from tests.screens.screenshots import PICTURES
from tests.unit.services.card_pictures import PICTURES as CARDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TABLE = README.partition("## The command line")[2].partition("Exit status")[0]
ROWS = [line.split(" | ")[0].strip("| ") for line in TABLE.splitlines() if line.startswith("| `")]
CALLS = [call for row in ROWS for call in re.findall("`([^`]+)`", row)]


def written_out(call: str) -> Iterator[list[str]]:
    """The words of a call: with nothing that is optional, then with each such thing alone."""
    ours = call.partition(" -- ")[0].partition(" <")[0]
    needed = re.sub(r"\[.*?\]", "", ours).split()
    optional = [each for group in re.findall(r"\[(.*?)\]", ours) for each in group.split(r" \| ")]
    yield needed
    yield from ([*needed, *each.replace(" N", " 9").split()] for each in optional)


def test_the_table_names_every_command() -> None:
    assert {call.split()[0] for call in CALLS} == COMMANDS.keys() - {"record"} | {"dfx-consent"}


@pytest.mark.parametrize("call", [each for each in CALLS if each != "dfx-consent"])
def test_every_call_of_the_table_is_understood(call: str) -> None:
    for words in written_out(call):
        assert parser().parse_args(words).command == words[0]


@pytest.mark.skipif(sys.platform != "linux", reason="the example is from Linux")
def test_the_example_is_what_the_program_prints(tmp_path: Path) -> None:
    found = re.search(r"```console\n\$ dfx-consent ([^\n]+)\n(.*?)```", README, re.DOTALL)
    assert found is not None
    stub_dfx(tmp_path / "bin")
    environ = environment(tmp_path, COLUMNS="80", PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin")
    done = program(*shlex.split(found[1]), environ=environ)
    assert (done.returncode, done.stdout.decode()) == (0, found[2])


def test_every_picture_is_drawn_by_make_screenshots() -> None:
    shown = re.findall(r"\]\(screenshots/(.+?)\.svg\)", README)
    assert shown
    assert set(shown) <= {*PICTURES, *CARDS, "plain"}
    assert all(re.findall(r"!\[([^\]]*)\]\(screenshots", README)), "a picture without a text in its place"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "locales/README.md"])
def test_every_file_named_by_a_link_is_there(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8"))
    ours = [link for link in links if "://" not in link and not link.startswith("screenshots/")]
    assert [link for link in ours if not (path.parent / link).exists()] == []


def test_what_can_be_chosen_is_listed_whole() -> None:
    assert f"closed list of {len(TOKENS.split())} tokens" in README
    assert [theme for theme in THEMES if f"`{theme}`" not in README] == []
    words = " ".join(README.split())
    assert [name for name in LANGUAGES.values() if name not in words] == []


def test_the_keys_are_those_of_the_app() -> None:
    keys = keys_in_force({})
    named = {
        "app.share_screen": "F9",
        "app.picture": "F10",
        "place.copy": "c",
        "app.help": "?",
        "app.quit": "q",
    }
    named |= {"preview.compare": "m", "preview.open": "o", "preview.totals": "t", "preview.wire": "w"}
    for action, key in named.items():
        assert keys[action] == key.lower().replace("?", "question_mark")
        assert f"`{key}`" in README


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param(each, marks=pytest.mark.skipif(shutil.which(each) is None, reason="not installed"))
        for each in ("bash", "zsh", "fish")
    ],
)
def test_the_completions_are_found_as_the_readme_says(shell: str, tmp_path: Path) -> None:
    # An installed environment as pip, pipx and uv lay it out: the command on PATH is a link into it.
    share = tmp_path / "environment/share"
    for name, place in {
        "dfx-consent.bash": "bash-completion/completions/dfx-consent",
        "_dfx-consent": "zsh/site-functions/_dfx-consent",
        "dfx-consent.fish": "fish/vendor_completions.d/dfx-consent.fish",
    }.items():
        (share / place).parent.mkdir(parents=True)
        (share / place).write_bytes((ROOT / "consent_tui/share" / name).read_bytes())
    (tmp_path / "environment/bin").mkdir()
    (tmp_path / "environment/bin/dfx-consent").touch(0o755)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/dfx-consent").symlink_to(tmp_path / "environment/bin/dfx-consent")
    section = README.partition("completions for bash")[2]
    (block,) = re.findall(f"```{'fish' if shell == 'fish' else 'sh'}\n(.*?)```", section, re.DOTALL)
    lines = [line for line in block.splitlines() if " # " not in line or f" # {shell}" in line]
    block = "\n".join(lines)
    asked = {
        "bash": ["bash", "-c", f"{block}\ncomplete -p dfx-consent"],
        "zsh": ["zsh", "-fc", f"{block}\nautoload -Uz compinit; compinit -D -u; echo $_comps[dfx-consent]"],
        "fish": ["fish", "-c", f"{block}\ncomplete -C 'dfx-consent pen'"],
    }[shell]
    environ = environment(tmp_path, PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin")
    done = subprocess.run(asked, env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert {"bash": "-F _shtab", "zsh": "_dfx-consent", "fish": "pending"}[shell] in done.stdout


def test_every_target_of_make_is_told() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"\bmake ([a-z-]+)", README + CONTRIBUTING))
    assert targets - {"help"} <= told
    assert set(re.findall(r"^make ([a-z-]+)", README + CONTRIBUTING, re.MULTILINE)) <= targets
