"""A profile full of canaries, and what an onlooker could make out of a text."""

from __future__ import annotations

import os
from pathlib import Path

from consent_tui.services.configuration import write
from consent_tui.services.demo import build
from consent_tui.services.profile import Profile
from consent_tui.store.session import writing
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
CHUNK = 4
ENDPOINT = f"https://{CANARIES['host']}.example:8443/{CANARIES['path']}"
HISTORY = (
    f"dfx deploy {CANARIES['history']}",
    f"dfx canister call {CANARIES['history']} send '({CANARIES['value']})' --network {CANARIES['network']}",
    f"DFX_NETWORK={CANARIES['network']} dfx ledger transfer {CANARIES['history']} --icp {CANARIES['value']}",
    f"dfx {CANARIES['history']}-ext --token {CANARIES['value']}",
    f"dfx deploy --network https://{CANARIES['host']}.example/{CANARIES['path']}",
)


def make_private(folder: Path, events: int = 40) -> Profile:
    """A yes, events that wait, requests that were made, a history: canaries in everything a person names."""
    root = folder / CANARIES["home"]
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    made = build(str(root / "state"), events, NOW, terminal)
    home = Path(made.environ["HOME"])
    lines = "".join(f"#{NOW - 60 * at}\n{line}\n" for at, line in enumerate(HISTORY, 1))
    with (home / ".bash_history").open("a", encoding="utf-8") as file:
        file.write(lines)
    project = home / CANARIES["project"]
    project.mkdir()
    networks = f'{{"networks": {{"{CANARIES["network"]}": {{"providers": ["{ENDPOINT}"]}}}}}}'
    (project / "dfx.json").write_text(networks, "utf-8")
    (project / f"{CANARIES['file']}.sh").write_text("\n".join(HISTORY) + "\n", "utf-8")
    (project / f"{CANARIES['file']}.ndjson").write_text("", "utf-8")
    for key in ("controller", "contact"):
        write(made, key, CANARIES[key])
    write(made, "endpoint", ENDPOINT)
    with writing(made.paths.state) as connection, connection:
        connection.execute("UPDATE sent SET endpoint = ?", (ENDPOINT,))
        connection.execute("UPDATE rejected SET answer = ?", (f"no {CANARIES['server']} here",))
    policy = Path(made.paths.state) / "policy.toml"
    policy.write_text(f'max = "local"\ncontact = "{CANARIES["contact"]}"\n', "utf-8")
    environ = {**made.environ, "USER": CANARIES["user"], "LOGNAME": CANARIES["user"]}
    return Profile(environ, str(project), made.clock, str(policy))


def leaks(text: str) -> list[str]:
    """Which canaries an onlooker finds in *text*, four letters of one being enough; the test's folder too."""
    text = text.lower()
    found = [name for name, canary in CANARIES.items() if any(each in text for each in chunks(canary))]
    return found + [each for each in ("pytest-of", os.sep + "tmp") if each in text]


def chunks(canary: str) -> list[str]:
    """Every run of four letters in it."""
    return [canary[at : at + CHUNK] for at in range(len(canary) - CHUNK + 1)]
