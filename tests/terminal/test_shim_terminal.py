"""The shim at a real terminal: job control, Ctrl-C, Ctrl-Z, hang-up, the first-run card. `dfx` is a stub."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from consent_tui.shim.question import ask_from, ask_never
from consent_tui.shim.script import PACKAGE
from consent_tui.store.folder import mark_recording
from tests.terminal.shim_stage import Stage, alive, end, until

ARGV = {
    "bash": ["bash", "--norc", "--noprofile", "--noediting", "-i"],
    "zsh": ["zsh", "-f", "-i", "+Z"],
    "dash": ["dash", "-i"],
}
SHELLS = [name for name in ARGV if shutil.which(name)]
Terminal = Callable[..., "pexpect.spawn[bytes]"]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.install()
    stage.environ["PS1"] = "ready> "
    return stage


@pytest.fixture
def recording(stage: Stage) -> Stage:
    mark_recording(str(stage.home))
    return stage


@pytest.fixture
def terminal(stage: Stage) -> Iterator[Terminal]:
    """Starts a program on a pty of its own; everything that is left is killed at the end."""
    started: list[pexpect.spawn[bytes]] = []

    def start(argv: list[str]) -> pexpect.spawn[bytes]:
        child = pexpect.spawn(
            argv[0], argv[1:], env=stage.environ, cwd=str(stage.folder), timeout=10, echo=False
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)
    for path in stage.folder.glob("pid*"):
        end(int(path.read_text()))


def shell(terminal: Terminal, name: str) -> pexpect.spawn[bytes]:
    child = terminal(ARGV[name])
    child.expect_exact(b"ready> ")
    return child


def says(child: pexpect.spawn[bytes], line: str, answer: bytes) -> None:
    child.sendline(line)
    child.expect_exact(answer)
    child.expect_exact(b"ready> ")


PID = 'echo $$ >"$STAGE/pid.new"; mv "$STAGE/pid.new" "$STAGE/pid"\n'


def started(stage: Stage) -> int:
    until((stage.folder / "pid").exists)
    return int((stage.folder / "pid").read_text())


@pytest.mark.parametrize("name", SHELLS)
def test_ctrl_c_ends_a_dfx_that_does_not_handle_it(recording: Stage, terminal: Terminal, name: str) -> None:
    recording.dfx(f"{PID}exec sleep 60")
    child = shell(terminal, name)
    child.sendline("dfx start")
    inner = started(recording)
    time.sleep(0.05)
    child.sendintr()
    child.expect_exact(b"ready> ")
    says(child, "echo status=$?", b"status=130")
    assert not alive(inner)
    assert recording.recorded()[-4:] == [b"130", b"--", b"dfx", b"start"]


@pytest.mark.parametrize("name", SHELLS)
def test_ctrl_c_is_handled_by_a_dfx_that_can(recording: Stage, terminal: Terminal, name: str) -> None:
    recording.dfx(f"trap 'echo stopping; exit 7' INT\n{PID}while :; do sleep 0.02; done")
    child = shell(terminal, name)
    child.sendline("dfx start")
    started(recording)
    child.sendintr()
    child.expect_exact(b"stopping")
    child.expect_exact(b"ready> ")
    says(child, "echo status=$?", b"status=7")
    assert recording.recorded()[3] == b"7"


def test_ctrl_c_ends_a_script_as_it_would_without_us(recording: Stage, terminal: Terminal) -> None:
    """bash goes on after a child that handled Ctrl-C, and stops after one that died of it."""
    script = recording.script(recording.folder / "script", "#!/bin/bash\ndfx build\necho goes on\n")
    recording.dfx(f"trap 'exit 0' INT\n{PID}while :; do sleep 0.02; done")
    child = terminal([str(script)])
    started(recording)
    child.sendintr()
    child.expect_exact(b"goes on")
    child.expect(pexpect.EOF)
    (recording.folder / "pid").unlink()
    recording.dfx(f"{PID}exec sleep 60")
    child = terminal([str(script)])
    started(recording)
    time.sleep(0.05)
    child.sendintr()
    child.expect(pexpect.EOF)
    assert b"goes on" not in (child.before or b"")
    child.wait()
    assert child.signalstatus == signal.SIGINT


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_ctrl_z_stops_and_fg_goes_on(recording: Stage, terminal: Terminal, name: str) -> None:
    recording.dfx(f'{PID}read -r line; echo "dfx got $line"; exit 5')
    child = shell(terminal, name)
    child.sendline("dfx start")
    inner = started(recording)
    time.sleep(0.05)
    child.sendcontrol("z")
    child.expect_exact(b"ready> ")
    until(lambda: Path(f"/proc/{inner}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    says(child, "echo the shell is here", b"the shell is here")
    child.sendline("fg")
    child.expect_exact(b"dfx start")
    child.sendline("a line")
    child.expect_exact(b"dfx got a line")
    child.expect_exact(b"ready> ")
    says(child, "echo status=$?", b"status=5")
    assert recording.recorded()[3] == b"5"


@pytest.mark.parametrize("name", SHELLS)
def test_start_in_the_background_and_kill(recording: Stage, terminal: Terminal, name: str) -> None:
    recording.dfx(f"{PID}exec sleep 60")
    child = shell(terminal, name)
    child.sendline("dfx start &")
    inner = started(recording)
    child.sendline("kill $!; wait $!; echo status=$?")
    child.expect_exact(b"status=143")
    assert not alive(inner)


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_background_read_is_stopped_by_the_terminal(
    recording: Stage, terminal: Terminal, name: str
) -> None:
    recording.dfx(f'{PID}read -r line; echo "dfx got $line"')
    child = shell(terminal, name)
    child.sendline("dfx start &")
    inner = started(recording)
    until(lambda: Path(f"/proc/{inner}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    child.sendline("fg")
    child.expect_exact(b"dfx start")
    child.sendline("now")
    child.expect_exact(b"dfx got now")


@pytest.mark.parametrize("name", SHELLS)
def test_a_hang_up_ends_dfx_and_is_recorded(recording: Stage, terminal: Terminal, name: str) -> None:
    recording.dfx(f"{PID}exec sleep 60")
    child = shell(terminal, name)
    child.sendline("dfx start")
    inner = started(recording)
    child.close(force=True)  # closes the terminal, as a closed window does
    until(lambda: not alive(inner))
    assert recording.recorded()[3] == b"129"


def test_dfx_has_the_terminal(recording: Stage, terminal: Terminal) -> None:
    recording.dfx(
        'for n in 0 1 2; do [ -t $n ] || echo "no $n"; done\n'
        "stty -echo; printf 'secret? '; read -r line </dev/tty; stty echo; echo \"<$line>\"; stty size"
    )
    child = shell(terminal, "bash")
    child.setwinsize(31, 117)
    child.sendline("dfx identity new")
    child.expect_exact(b"secret? ")
    child.sendline("abc")
    child.expect_exact(b"<abc>\r\n31 117\r\n")
    child.expect_exact(b"ready> ")


# The first-run card


def output(child: pexpect.spawn[bytes]) -> tuple[bytes, int | None, int | None]:
    child.expect(pexpect.EOF)
    child.wait()
    return (child.before or b""), child.exitstatus, child.signalstatus


@pytest.fixture
def undecided(stage: Stage) -> Stage:
    ask_from(str(stage.home), 0)
    stage.dfx("echo the dfx; exit 7")
    return stage


def test_the_card_has_the_command_as_its_example_and_then_dfx_runs(
    undecided: Stage, terminal: Terminal
) -> None:
    shown = output(terminal([str(undecided.shim), "deploy", "a b"]))
    assert shown == (b"the card: <--card> <--> <dfx> <deploy> <a b>\r\nthe dfx\r\n", 7, None)
    assert undecided.silent()


def test_a_yes_on_the_card_records_that_very_command(undecided: Stage, terminal: Terminal) -> None:
    undecided.script(
        undecided.card, '#!/bin/sh\n: >"$DFX_CONSENT_HOME/recording"\nrm "$DFX_CONSENT_HOME/ask"\n'
    )
    assert output(terminal([str(undecided.shim), "deploy"]))[:2] == (b"the dfx\r\n", 7)
    assert undecided.recorded()[-1] == b"deploy"


def test_ctrl_c_on_the_card_ends_the_command(undecided: Stage, terminal: Terminal) -> None:
    undecided.environ["CARD_STATUS"] = "130"
    shown, _, killed = output(terminal([str(undecided.shim), "deploy"]))
    assert (b"the dfx" in shown, killed) == (False, signal.SIGINT)
    undecided.script(
        undecided.card,
        "#!/bin/sh\ntrap 'echo card ends; exit 130' INT\necho up\nwhile :; do sleep 0.02; done\n",
    )
    child = terminal([str(undecided.shim), "deploy"])
    child.expect_exact(b"up")
    child.sendintr()
    shown, _, killed = output(child)
    assert (b"card ends" in shown, b"the dfx" in shown, killed) == (True, False, signal.SIGINT)
    assert (undecided.home / "ask").exists()


def test_ctrl_c_that_the_card_answers_itself_does_not_end_the_command(
    undecided: Stage, terminal: Terminal
) -> None:
    card = "#!/bin/sh\ntrap 'echo card goes on; exit 0' INT\necho up\nwhile :; do sleep 0.02; done\n"
    undecided.script(undecided.card, card)
    child = terminal([str(undecided.shim), "deploy"])
    child.expect_exact(b"up")
    child.sendintr()
    shown, left, _ = output(child)
    assert (b"card goes on\r\nthe dfx" in shown, left) == (True, 7)


def test_no_card_once_our_package_is_gone(undecided: Stage, terminal: Terminal) -> None:
    text = undecided.shim.read_text()
    undecided.shim.write_text(text.replace(str(PACKAGE), str(undecided.folder / "removed.py")))
    assert undecided.shim.read_text() != text
    assert output(terminal([str(undecided.shim), "deploy"])) == (b"the dfx\r\n", 7, None)
    assert (undecided.home / "ask").exists()


@pytest.mark.parametrize("broken", ["1", "126", "127", "139", "gone"])
def test_a_broken_card_is_never_in_the_way_again(undecided: Stage, terminal: Terminal, broken: str) -> None:
    if broken == "gone":
        undecided.card.unlink()
    undecided.environ["CARD_STATUS"] = broken
    shown, left, _ = output(terminal([str(undecided.shim), "deploy"]))
    assert shown.endswith(b"the dfx\r\n")
    assert left == 7
    assert output(terminal([str(undecided.shim), "deploy"])) == (b"the dfx\r\n", 7, None)


def test_the_card_comes_when_it_is_due_and_not_before(undecided: Stage, terminal: Terminal) -> None:
    ask_from(str(undecided.home), int(time.time()) + 60)
    assert output(terminal([str(undecided.shim), "deploy"]))[0] == b"the dfx\r\n"
    ask_from(str(undecided.home), int(time.time()) - 2)
    assert b"the card" in output(terminal([str(undecided.shim), "deploy"]))[0]
    ask_never(str(undecided.home))
    assert output(terminal([str(undecided.shim), "deploy"]))[0] == b"the dfx\r\n"
    assert list(undecided.home.iterdir()) == []


@pytest.mark.parametrize("name", ["CI", "DO_NOT_TRACK"])
def test_no_card_in_ci_or_where_tracking_is_refused(undecided: Stage, terminal: Terminal, name: str) -> None:
    undecided.environ[name] = "1"
    assert output(terminal([str(undecided.shim), "deploy"]))[0] == b"the dfx\r\n"


@pytest.mark.parametrize("redirected", ["</dev/null", ">out", "2>out", "| cat"])
def test_no_card_without_three_terminals(undecided: Stage, terminal: Terminal, redirected: str) -> None:
    shown = output(terminal(["bash", "-c", f"dfx deploy {redirected}; [ ! -e out ] || cat out"]))[0]
    assert b"the card" not in shown
    assert not (undecided.home / "now").exists()


@pytest.mark.parametrize("name", ["dash", "bash", "zsh", "fish"])
def test_the_card_comes_under_every_shell(undecided: Stage, terminal: Terminal, name: str) -> None:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    assert b"the card" in output(terminal([name, "-c", "dfx deploy"]))[0]
