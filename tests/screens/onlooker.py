"""A profile full of canaries, and what an onlooker could make out of a text."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual.filter import LineFilter

from consent_tui.services.configuration import write
from consent_tui.services.demo import build
from consent_tui.services.profile import Profile
from consent_tui.store.session import writing
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.curtain import Curtain
from tests.screens.demo import NOW

CANARIES = {
    "home": "zqxhjvwk",
    "project": "vxqjzkwp",
    "history": "qzvhxwkj",
    "value": "jxwqvzkh",
    "network": "wzjxqkvp",
    "host": "kxzqjwvh",
    "path": "hvqxzwjk",
    "controller": "pjqxwzvk",
    "contact": "xkqwjzvp",
    "server": "vkzwqxjh",
    "typed": "qjkzxvhw",
    "file": "wqvkjzxp",
    "user": "zvjqkxwp",
}
"""Words that stand in no text of ours; no four letters of one stand in another's place by chance."""
OUR_WORDS = dict(
    zip(
        CANARIES,
        (
            "ledger",
            "on",
            "dfx",
            "deploy",
            "wallet",
            "local",
            "the",
            "status",
            "off",
            "a",
            "494",
            "events",
            "send",
        ),
        strict=True,
    )
)
"""The same places, each with a word of texts of ours too, or a short number, which no sieve can hold."""
EXOTIC = {
    **CANARIES,
    "home": "zq xh'jv$k",
    "project": "vx\u0308qz\u0301jk",
    "history": "\u202eqzvhxw\u202ckj",
    "value": "日暮里秘鍵",
    "path": "hv%71xz%2fwjk",
    "controller": "שלוםסודי",
    "contact": "xkqwjz@pvx",
    "server": "🏠🔑💶🏦",
    "file": "4943-4943-4943",
}
"""Words that turn round, combine, are wide, coded, quoted, drawn, or made of numbers."""
EXOTIC_CHUNKS = (
    "zq xh", "xh'jv", "x\u0308qz", "z\u0301jk", "qzvhx", "日暮", "秘鍵", "zjxq", "71xz", "2fwj", "שלום",
    "xkqw", "🏠", "🔑", "kxzq", "4943", "8443",
)  # fmt: skip
CHUNK = 4


def endpoint(words: Mapping[str, str]) -> str:
    """Where requests go."""
    return f"https://{words['host']}.example:8443/{words['path']}"


def history(words: Mapping[str, str]) -> tuple[str, ...]:
    """Command lines that name everything that can be named; no network among them is one of dfx's own."""
    name, value, network = words["history"], words["value"], words["network"] + "-net"
    return (
        f"dfx deploy {name}",
        f"dfx canister call {name} send '({value})' --network {network}",
        f"DFX_NETWORK={network} dfx ledger transfer {name} --icp {value}",
        f"dfx {name}-ext --token {value}",
        f"dfx deploy --network https://{words['host']}.example/{words['path']}",
    )


ENDPOINT = endpoint(CANARIES)


class Uncurtained(ConsentApp):
    """The app without its last line, the curtain: what is drawn is what the others let through."""

    CSS_PATH = Path(inspect.getfile(ConsentApp)).with_name("consent.tcss")

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [each for each in super().get_line_filters() if not isinstance(each, Curtain)]

    def copy_to_clipboard(self, text: str) -> None:
        self._clipboard = text


def make_private(folder: Path, events: int = 40, words: Mapping[str, str] = CANARIES) -> Profile:
    """A yes, events that wait, requests that were made, a history: *words* in everything a person names."""
    root = folder / words["home"]
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    made = build(str(root / "state"), events, NOW, terminal)
    home = Path(made.environ["HOME"])
    lines = "".join(f"#{NOW - 60 * at}\n{line}\n" for at, line in enumerate(history(words), 1))
    with (home / ".bash_history").open("a", encoding="utf-8") as file:
        file.write(lines)
    project = home / words["project"]
    project.mkdir()
    networks = f'{{"networks": {{"{words["network"]}": {{"providers": ["{endpoint(words)}"]}}}}}}'
    (project / "dfx.json").write_text(networks, "utf-8")
    (project / f"{words['file']}.sh").write_text("\n".join(history(words)) + "\n", "utf-8")
    (project / f"{words['file']}.ndjson").write_text("", "utf-8")
    for key in ("controller", "contact"):
        write(made, key, words[key])
    write(made, "endpoint", endpoint(words))
    with writing(made.paths.state) as connection, connection:
        connection.execute("UPDATE sent SET endpoint = ?", (endpoint(words),))
        connection.execute("UPDATE rejected SET answer = ?", (f"no {words['server']} here",))
    policy = Path(made.paths.state) / "policy.toml"
    policy.write_text(f'max = "local"\ncontact = "{words["contact"]}"\n', "utf-8")
    environ = {**made.environ, "USER": words["user"], "LOGNAME": words["user"]}
    return Profile(environ, str(project), made.clock, str(policy))


def leaks(text: str) -> list[str]:
    """Which canaries an onlooker finds in *text*, four letters of one being enough; the test's folder too."""
    text = text.lower()
    found = [name for name, canary in CANARIES.items() if any(each in text for each in chunks(canary))]
    return found + [each for each in ("pytest-of", os.sep + "tmp") if each in text]


def chunks(canary: str) -> list[str]:
    """Every run of four letters in it."""
    return [canary[at : at + CHUNK] for at in range(len(canary) - CHUNK + 1)]
