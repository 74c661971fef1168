"""The Consent tab, driven by keys, on a throw-away state folder."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from consent_tui.consent.decision import LATER
from consent_tui.consent.notice import text_hash
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.services.records import records
from consent_tui.services.status import status
from consent_tui.store.decisions import keep_vocabulary
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.page import PageScreen
from consent_tui.vocabulary.tokens import tokens
from tests.screens.demo import app_on, make_app, make_sample, profile, screen_text, until
from tests.screens.screenshots import speaking
from tests.unit.store.decided import decide as decide_for

QUESTION = "May dfx tell its developers which commands"


def state_folder(environ: dict[str, str]) -> Path:
    return Path(environ["DFX_CONSENT_HOME"])


def write_state(environ: dict[str, str], name: str, text: str) -> None:
    """A file in the state folder, as its owner may write it."""
    state_folder(environ).mkdir(mode=0o700)
    state_folder(environ).joinpath(name).write_text(text, "utf-8")


def decision(environ: dict[str, str]) -> str:
    return records(profile(environ)).effective.decision


async def test_asks_first_and_enter_does_nothing(environ: dict[str, str]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert QUESTION in text
        for name in ("yes", "local only", "no", "later"):
            assert name in text
        await pilot.press("enter", "space", "tab", "enter")
        await pilot.pause(0.1)
        assert QUESTION in screen_text(pilot)
    assert not state_folder(environ).exists(), "looking writes nothing"


@pytest.mark.parametrize(
    ("key", "state", "said"),
    [
        ("y", "on", "On: dfx runs are recorded"),
        ("l", "local", "Local: dfx runs"),
        ("n", "off", "Off: nothing"),
    ],
)
async def test_one_key_answers_the_question(environ: dict[str, str], key: str, state: str, said: str) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: said in screen_text(pilot))
        await until(pilot, lambda: QUESTION not in screen_text(pilot))
        await until(pilot, lambda: f"{state} · your decision" in screen_text(pilot))
    found = records(profile(environ)).chain
    assert [(each.state, each.method) for each in found.decisions] == [(state, "tui")]


async def test_the_hash_is_of_what_was_on_the_screen(environ: dict[str, str]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(120, 60)) as pilot:
        shown = " ".join(screen_text(pilot).split())
        await pilot.press("y")
        await until(pilot, lambda: "● on" in screen_text(pilot))
    from consent_tui.services.agreement import agreement  # noqa: PLC0415 - what it said before the answer

    before = agreement(records(Profile({**environ, "DFX_CONSENT_HOME": "/nonexistent"}, "/")), "/nonexistent")
    text = before.asked()
    for line in text.splitlines():
        assert line in shown
    assert records(profile(environ)).chain.decisions[0].text_hash == text_hash(text)


async def test_later_is_written_once_and_the_question_goes(environ: dict[str, str]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: "Later: the question comes again" in screen_text(pilot))
        await pilot.press("escape", "escape")
        await pilot.pause(0.1)
        assert QUESTION not in screen_text(pilot)
    assert [each.act for each in records(profile(environ)).chain.decisions] == [LATER]
    assert decision(environ) == "undecided"


@pytest.mark.parametrize("more", [{"CI": "true"}, {"CLAUDECODE": "1"}])
@pytest.mark.parametrize("key", ["y", "l"])
async def test_no_yes_without_a_person(environ: dict[str, str], more: dict[str, str], key: str) -> None:
    app = make_app({**environ, **more}, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: "Only a person can say yes" in screen_text(pilot))
        assert "Type the command yourself in a terminal." in " ".join(screen_text(pilot).split())
        await pilot.press("x")
        await until(pilot, lambda: "Off: nothing is recorded" in screen_text(pilot))
    assert decision(environ) == "off", "a no can be said anywhere"


async def test_no_yes_without_terminals(environ: dict[str, str]) -> None:
    app = ConsentApp(profile(environ))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await until(pilot, lambda: "there is no terminal to ask in" in " ".join(screen_text(pilot).split()))
    assert decision(environ) == "undecided"


async def test_a_policy_refuses_and_is_named(environ: dict[str, str]) -> None:
    write_state(environ, "policy.toml", 'max = "local"\n')
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "for you alone" in screen_text(pilot), "the question is about recording alone"
        await pilot.press("y")
        await until(pilot, lambda: "A policy allows no more than local" in screen_text(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "◐ local" in screen_text(pilot).splitlines()[0])
    assert decision(environ) == "local"


async def test_a_change_to_yes_shows_the_notice_and_asks(environ: dict[str, str]) -> None:
    decide(profile(environ), "off", "cli", "shown")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        text = screen_text(pilot)
        assert "Record dfx runs, and send what is recorded?" in text
        assert "Never what you typed" in text
        await pilot.press("enter", "space")
        assert isinstance(app.screen, AskScreen), "nothing is chosen beforehand"
        await pilot.press("escape")
        assert decision(environ) == "off"
        await pilot.press("y", "y")
        await until(pilot, lambda: "● on · your decision" in screen_text(pilot))
    assert decision(environ) == "on"


async def test_withdrawing_takes_one_key_and_tells_what_is_gone(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "wipes 203 events" in screen_text(pilot), "what will happen stands there before"
        await pilot.press("x")
        await until(pilot, lambda: "Wiped: 203 events; no byte of that" in screen_text(pilot))
        await until(pilot, lambda: "0 pending" in screen_text(pilot).splitlines()[0])
        assert "✕ off · your decision" in screen_text(pilot)
    found = status(sample)
    assert (found.records.effective.decision, found.pending, found.rejected) == ("off", 0, 0)


async def test_off_may_keep_what_waits(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 5)
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("K")
        await until(pilot, lambda: "Kept, never to be sent: 5." in screen_text(pilot))
    assert status(sample).pending == 5


async def test_a_ceiling_is_seen_on_the_ladder_and_in_the_header(environ: dict[str, str]) -> None:
    decide(profile(environ), "on", "cli", "shown")
    app = make_app({**environ, "DFX_TELEMETRY": "local"}, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert "◐ local · DFX_TELEMETRY" in text.splitlines()[0]
        rungs = {line[2:18].strip(): line for line in text.splitlines()}
        assert "DFX_TELEMETRY=local" in rungs["environment"]
        assert "● on" in rungs["your decision"]
        assert "◐ local: recorded, never sent" in rungs["so it is"]


def agree_to_less(folder: Path, left_out: str) -> None:
    """A yes to a notice whose vocabulary had not yet this token."""
    folder.mkdir(mode=0o700)
    smaller = tuple(each for each in tokens() if each != left_out)
    keep_vocabulary(str(folder), smaller)
    decide_for(folder, "on", list(smaller))


async def test_what_is_new_is_shown_and_may_be_declined(environ: dict[str, str]) -> None:
    agree_to_less(state_folder(environ), "#dfxDeploy")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert "This is new" in text
        assert "#dfxDeploy" in text
        assert "#dfxBuild" not in text, "only the difference"
        await pilot.press("n")
        await until(pilot, lambda: "Everything goes on as before." in screen_text(pilot))
    assert decision(environ) == "on"
    assert records(profile(environ)).chain.decisions[-1].act == "refusal"


async def test_the_notice_and_the_record_are_pages(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path, 3), "consent")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        assert "What dfx may report about your work" in screen_text(pilot)
        await pilot.press("escape", "r")
        await until(pilot, lambda: "The chain of 1 is whole" in screen_text(pilot))
        await pilot.press("q")
        await pilot.pause()
        assert not isinstance(app.screen, PageScreen)


def edit(path: Path, old: bytes, new: bytes) -> None:
    """Change a decision behind the program's back."""
    path.write_bytes(path.read_bytes().replace(old, new))


async def test_a_broken_chain_is_told(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    edit(Path(sample.paths.decisions), b'"method":"cli"', b'"method":"tui"')
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "✕ off · the record of decisions is broken" in screen_text(
            pilot
        ) or "broken record" in screen_text(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "The chain is broken: decision 1" in screen_text(pilot))


def startup(environ: dict[str, str]) -> str:
    """What stands in the shell's start-up file."""
    path = Path(environ["HOME"], ".bashrc")
    return path.read_text("utf-8") if path.exists() else ""


async def test_the_shim_is_offered_and_installed(environ: dict[str, str]) -> None:
    decide(profile(environ), "on", "cli", "shown")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "are not recorded yet" in screen_text(pilot)
        await pilot.press("i")
        await until(pilot, lambda: "Put the shim first on PATH?" in screen_text(pilot))
        assert startup(environ) == "", "nothing is written before a yes"
        await pilot.press("y")
        await until(pilot, lambda: "Done:" in screen_text(pilot))
        assert f"{environ['DFX_CONSENT_HOME']}/bin" in startup(environ)
    assert state_folder(environ).joinpath("bin", "dfx").exists()


async def test_a_decision_made_beside_the_app_is_seen_within_a_second(environ: dict[str, str]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        decide(profile(environ), "local", "cli", "shown")
        start = time.monotonic()
        await until(pilot, lambda: "◐ local" in screen_text(pilot).splitlines()[0])
        assert time.monotonic() - start < 1.5
        assert QUESTION not in screen_text(pilot)


async def test_a_slip_in_the_configuration_is_said_and_hides_no_state(environ: dict[str, str]) -> None:
    decide(profile(environ), "on", "cli", "shown")
    (state_folder(environ) / "config.toml").write_text("hold = [", "utf-8")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        header = screen_text(pilot).splitlines()[0]
        assert "● on" in header and "config.toml" in header and "nothing can leave" in header
        assert "x  ✕ off" in screen_text(pilot)
        await pilot.press("x")
        await until(pilot, lambda: "✕ off" in screen_text(pilot).splitlines()[0])
    assert records(profile(environ)).effective.decision == "off"


@pytest.mark.parametrize(("size", "is_far"), [((160, 50), True), ((80, 24), False)])
async def test_the_choices_stand_near_what_they_change(
    tmp_path: Path,
    size: tuple[int, int],
    is_far: bool,  # noqa: FBT001 - a case of the table
) -> None:
    app = app_on(make_sample(tmp_path), "consent")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "What lies here" in screen_text(pilot))
        sheet, choices, keys = (app.screen.query_one(each) for each in ("#sheet", "#choices", "#keys"))
        assert choices.region.y - sheet.region.bottom <= 1
        assert "record, never send" in screen_text(pilot)
        assert keys.region.bottom == size[1], "the keys keep their place at the foot"
        assert app.screen.has_class("-loose") is is_far


async def test_labels_of_neighbours_have_one_column(tmp_path: Path) -> None:
    with speaking("de"):
        app = app_on(make_sample(tmp_path), "consent")
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: "Was hier liegt" in screen_text(pilot))
            lines = screen_text(pilot).splitlines()
            when = next(each for each in lines if each.startswith("  wann"))
            pending = next(each for each in lines if each.startswith("  ausstehend"))
            assert when.index("23. Nov") == pending.index("200 wartend")
