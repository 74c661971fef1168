from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consent_tui.errors import ConsentError
from consent_tui.shim.startup import (
    BEGIN,
    add_to_shell_startup,
    path_block,
    remove_from_shell_startup,
    shell_name,
    startup_file,
)

SHELLS = ["bash", "zsh", "fish"]


def environ(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.environ["PATH"]}


@settings(max_examples=60, deadline=None)
@given(text=st.binary(max_size=60) | st.sampled_from([b"", b"\n", b"x", b"x\n", b"x\n\n", b"a\r\n", b"\xff"]))
@pytest.mark.parametrize("shell", SHELLS)
def test_the_file_comes_back_byte_for_byte(
    shell: str, text: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(BEGIN not in text)  # half a block of ours is an error, tested below
    home = tmp_path_factory.mktemp("home")
    path = Path(startup_file(shell, environ(home)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    path.chmod(0o640)
    assert add_to_shell_startup(shell, "/a b/bin", environ(home)) == str(path)
    once = path.read_bytes()
    assert once.startswith(text)
    add_to_shell_startup(shell, "/a b/bin", environ(home))
    assert path.read_bytes() == once
    assert remove_from_shell_startup(shell, environ(home)) == str(path)
    assert path.read_bytes() == text
    assert path.stat().st_mode & 0o777 == 0o640
    assert remove_from_shell_startup(shell, environ(home)) is None
    assert sorted(each.name for each in path.parent.iterdir() if each.is_file()) == [path.name]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_made_for_the_block_goes_with_it(shell: str, tmp_path: Path) -> None:
    path = Path(add_to_shell_startup(shell, "/bin folder", environ(tmp_path)))
    assert path.stat().st_mode & 0o777 == 0o644
    add_to_shell_startup(shell, "/another", environ(tmp_path))
    assert b"/bin folder" not in path.read_bytes()
    remove_from_shell_startup(shell, environ(tmp_path))
    assert not path.exists()


@pytest.mark.parametrize(("before", "rest"), [(b"x", b"x\ny\n"), (b"x\n", b"x\ny\n"), (b"", b"y\n")])
def test_what_the_user_added_afterwards_stays(before: bytes, rest: bytes, tmp_path: Path) -> None:
    path = tmp_path / ".bashrc"
    path.write_bytes(before)
    add_to_shell_startup("bash", "/shim", environ(tmp_path))
    path.write_bytes(path.read_bytes() + b"y\n")
    remove_from_shell_startup("bash", environ(tmp_path))
    assert path.read_bytes() == rest


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    (dotfiles / "zshrc").write_text("setopt\n")
    (tmp_path / ".zshrc").symlink_to("dotfiles/zshrc")
    add_to_shell_startup("zsh", "/shim", environ(tmp_path))
    assert (tmp_path / ".zshrc").is_symlink()
    assert "/shim" in (dotfiles / "zshrc").read_text()
    remove_from_shell_startup("zsh", environ(tmp_path))
    assert (dotfiles / "zshrc").read_text() == "setopt\n"
    assert (tmp_path / ".zshrc").is_symlink()


def test_half_a_block_is_left_to_its_owner(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("# >>> dfx-consent >>>\nexport X=1\n")
    with pytest.raises(ConsentError):
        remove_from_shell_startup("bash", environ(tmp_path))
    with pytest.raises(ConsentError):
        add_to_shell_startup("bash", "/shim", environ(tmp_path))
    assert (tmp_path / ".bashrc").read_text() == "# >>> dfx-consent >>>\nexport X=1\n"


def test_a_file_that_cannot_be_read_is_an_error_with_a_mend(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    with pytest.raises(ConsentError) as refused:
        add_to_shell_startup("bash", "/shim", environ(tmp_path))
    assert refused.value.mend
    assert list(tmp_path.iterdir()) == [tmp_path / ".bashrc"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("folder", ["/plain/bin", "/a b/it's \\ $HOME/*", "/münchen/bin"])
def test_the_real_shell_puts_the_folder_first_and_once(shell: str, folder: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    block = path_block(shell, folder)
    show = "printf '%s\\n' $PATH" if shell == "fish" else "printf '%s\\n' \"$PATH\""
    done = subprocess.run(
        [shell, "-c", f"{block}\n{block}\n{show}"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert done.stdout.decode().replace("\n", ":") == f"{folder}:/usr/bin:/bin:"


def test_the_shell_is_known_by_its_name() -> None:
    assert [shell_name({"SHELL": f"/usr/bin/{each}"}) for each in SHELLS] == SHELLS
    for other in ("", "/bin/tcsh", "/bin/sh"):
        with pytest.raises(ConsentError):
            shell_name({"SHELL": other})
