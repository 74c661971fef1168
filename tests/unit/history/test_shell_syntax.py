"""dfx commands cut out of shell syntax: what is found, with which words, and what is not invented."""

from __future__ import annotations

import time

import pytest

from consent_tui.history.shell import dfx_commands, first_dfx_command

FOUND = [
    # one command
    ("dfx deploy", ["dfx deploy"]),
    ("  dfx  deploy\t--yes  ", ["dfx deploy --yes"]),
    ("dfx", ["dfx"]),
    ("/usr/local/bin/dfx deploy", ["dfx deploy"]),
    ("~/bin/dfx deploy", ["dfx deploy"]),
    ("./dfx deploy", ["dfx deploy"]),
    ("'/opt/my tools/dfx' deploy", ["dfx deploy"]),
    ("\\dfx deploy", ["dfx deploy"]),
    ('"dfx" deploy', ["dfx deploy"]),
    ("dfx deploy # --yes", ["dfx deploy"]),
    ("dfx deploy a#b", ["dfx deploy a#b"]),
    ("dfx deploy \\\n  --yes", ["dfx deploy --yes"]),
    ("dfx canister call a $NAME *.did ~/x {a,b}", ["dfx canister call a $NAME *.did ~/x {a,b}"]),
    # lists and pipes
    ("dfx a; dfx b", ["dfx a", "dfx b"]),
    ("dfx a;dfx b;", ["dfx a", "dfx b"]),
    ("dfx a && dfx b || dfx c", ["dfx a", "dfx b", "dfx c"]),
    ("dfx a|dfx b |& dfx c", ["dfx a", "dfx b", "dfx c"]),
    ("dfx a & dfx b &", ["dfx a", "dfx b"]),
    ("dfx a\ndfx b\n", ["dfx a", "dfx b"]),
    ("dfx a &&\n\n dfx b", ["dfx a", "dfx b"]),
    ("cd x && dfx a", ["dfx a"]),
    ("yes | dfx a", ["dfx a"]),
    ("! dfx a", ["dfx a"]),
    ("dfx start &!", ["dfx start"]),
    # compound commands
    (
        "if dfx a; then dfx b; elif dfx c; then dfx d; else dfx e; fi",
        ["dfx a", "dfx b", "dfx c", "dfx d", "dfx e"],
    ),
    ("while ! dfx ping; do sleep 1; done; dfx a", ["dfx ping", "dfx a"]),
    ("until dfx ping\ndo\nsleep 1\ndone", ["dfx ping"]),
    ("for c in dfx b; do dfx deploy $c; done", ["dfx deploy $c"]),
    ("for ((i = 0; i < 3; i++)); do dfx a $i; done", ["dfx a $i"]),
    ("for c (a b) dfx deploy $c", ["dfx deploy $c"]),
    ("case $x in dfx|a) dfx a;; (b) dfx b ;& *) dfx c; esac; dfx d", ["dfx a", "dfx b", "dfx c", "dfx d"]),
    ("case $x\nin\n\na) dfx a\n;;\nesac", ["dfx a"]),
    ("case $x in a) dfx a;; esac | dfx b", ["dfx a", "dfx b"]),
    ("{ dfx a; dfx b; } > log", ["dfx a", "dfx b"]),
    ("{ dfx a }", ["dfx a"]),
    ("(dfx a; (dfx b)) && (dfx c)", ["dfx a", "dfx b", "dfx c"]),
    ("((dfx a); dfx b)", ["dfx a", "dfx b"]),
    ("f() { dfx a; }; f", ["dfx a"]),
    ("function f { dfx a; }", ["dfx a"]),
    ("function f() { dfx a; }", ["dfx a"]),
    ("[[ -n $x && dfx == dfx ]] && dfx a", ["dfx a"]),
    ("[[ $x =~ ^(dfx|a)$ ]] || dfx a", ["dfx a"]),
    ("(( x > 1 )) && dfx a", ["dfx a"]),
    # substitutions
    ("echo $(dfx a)", ["dfx a"]),
    ('echo "x $(dfx a "$(dfx b)") y"', ["dfx a $(dfx b)", "dfx b"]),
    ("x=$(dfx a)", ["dfx a"]),
    ("echo `dfx a`", ["dfx a"]),
    ('echo "`dfx a`"', ["dfx a"]),
    ("echo `dfx a \\`dfx b\\``", ["dfx a `dfx b`", "dfx b"]),
    ("diff <(dfx a) <(dfx b)", ["dfx a", "dfx b"]),
    ("dfx a > >(tee log)", ["dfx a"]),
    ("echo ${x:-$(dfx a)}", ["dfx a"]),
    ('echo "${x:-it\'s $(dfx a)}"', ["dfx a"]),
    ("echo $(( $(dfx a) + 1 ))", ["dfx a"]),
    ("echo $((1 + (2))); dfx a", ["dfx a"]),
    ("names=(a $(dfx a))", ["dfx a"]),
    # redirections
    ("dfx a 2>&1 >log", ["dfx a"]),
    ("dfx a &> log --yes", ["dfx a --yes"]),
    ("dfx a &>>log", ["dfx a"]),
    (">log dfx a", ["dfx a"]),
    ("dfx a <in 2>/dev/null | tee out", ["dfx a"]),
    ("dfx a <<< dfx", ["dfx a"]),
    ("dfx a 2 >log", ["dfx a 2"]),
    ("dfx a >|log", ["dfx a"]),
    ("dfx a <<EOF\ndfx b\nEOF\ndfx c", ["dfx a", "dfx c"]),
    ("dfx a <<-'E O' | dfx b\n\tdfx x\n\tE O\ndfx c", ["dfx a", "dfx b", "dfx c"]),
    ("cat <<A\ndfx 1\nA\nls\ndfx a\nls", ["dfx a"]),
    ("dfx a <<EOF", ["dfx a"]),
    ("cat <<A <<B; dfx a\ndfx 1\nA\ndfx 2\nB\ndfx b", ["dfx a", "dfx b"]),
    # wrappers
    ("sudo dfx a", ["dfx a"]),
    ("sudo -u me -E -- dfx a", ["dfx a"]),
    ("sudo -nu me dfx a", ["dfx a"]),
    ("sudo --user=me dfx a", ["dfx a"]),
    ("sudo --user me dfx a", ["dfx a"]),
    ("time dfx a", ["dfx a"]),
    ("time -p dfx a", ["dfx a"]),
    ("/usr/bin/time -f %e dfx a", ["dfx a"]),
    ("nohup dfx a &", ["dfx a"]),
    ("nice dfx a", ["dfx a"]),
    ("nice -n 5 dfx a", ["dfx a"]),
    ("nice -5 dfx a", ["dfx a"]),
    ("command dfx a", ["dfx a"]),
    ("exec dfx a", ["dfx a"]),
    ("exec -a x dfx a", ["dfx a"]),
    ("builtin command dfx a", ["dfx a"]),
    ("noglob dfx a", ["dfx a"]),
    ("stdbuf -oL -e 0 dfx a", ["dfx a"]),
    ("timeout 5 dfx a", ["dfx a"]),
    ("timeout -s KILL --kill-after 3 5m dfx a", ["dfx a"]),
    ("echo x | xargs -n 1 dfx canister stop", ["dfx canister stop"]),
    ("watch -n 2 dfx canister status a", ["dfx canister status a"]),
    ("sudo env nice timeout 5 dfx a", ["dfx a"]),
    # fish
    ("dfx a; and dfx b; or dfx c", ["dfx a", "dfx b", "dfx c"]),
    ("not dfx a", ["dfx a"]),
    ("begin; dfx a; end", ["dfx a"]),
    (
        "if dfx a; dfx b; else if dfx c; dfx d; else; dfx e; end",
        ["dfx a", "dfx b", "dfx c", "dfx d", "dfx e"],
    ),
    ("for c in a b; dfx deploy $c; end", ["dfx deploy $c"]),
    ("function f; dfx a; end", ["dfx a"]),
    ("switch $x; case a; dfx a; case '*'; dfx b; end", ["dfx a", "dfx b"]),
    ("set id (dfx a)", ["dfx a"]),
    ("dfx x --p=(dfx a)", ["dfx x --p=(dfx a)", "dfx a"]),
]

NONE = [
    "",
    "   ",
    "echo dfx deploy",
    "# dfx deploy",
    "ls # dfx deploy",
    '"dfx deploy"',
    "echo 'dfx deploy'",
    'git commit -m "dfx deploy"',
    "git commit -m 'x; dfx deploy'",
    "which dfx",
    "command -v dfx",
    "command -V dfx",
    "sudo -l dfx",
    "sudo -e dfx",
    "alias x='dfx deploy'",
    "cd dfx",
    "cd ~/dfx && ls",
    "./dfx/run deploy",
    "dfxvm update",
    "x-dfx deploy",
    "x=dfx",
    "x=dfx echo",
    "echo > dfx",
    "echo 2>dfx deploy",
    "cat < dfx",
    "cat <<< dfx",
    "cat <<dfx\ndfx deploy\ndfx",
    "x=(dfx deploy)",
    "for x in dfx deploy; do echo; done",
    "case dfx in dfx) ls;; esac",
    "[[ dfx == dfx ]]",
    "[[ -n $x && dfx ]]",
    "(( dfx + 1 ))",
    "echo $((dfx + 1))",
    "echo ${dfx}",
    "dfx() { echo; }",
    "echo \\; dfx deploy",
    "echo $'\\'; dfx deploy; \\''",
    "timeout dfx",
    "sudo -u dfx deploy",
    "function dfx { ls; }",
    # no complete command line
    "dfx deploy 'x",
    'dfx deploy "x',
    "dfx deploy `x",
    "dfx deploy $(x",
    "dfx deploy ${x",
    "dfx deploy \\",
    "dfx deploy )",
    "(dfx deploy",
    "dfx deploy |",
    "dfx deploy &&",
    "&& dfx deploy",
    "| dfx deploy",
    "dfx a | | dfx b",
    "dfx deploy >",
    "dfx deploy > ; dfx b",
    "dfx deploy ;; dfx b",
    "if dfx a; then dfx b",
    "then dfx a",
    "dfx a; done",
    "while dfx a; do dfx b",
    "{ dfx a;",
    "dfx a; }",
    "case x in a) dfx a;;",
    "case x; dfx a",
    "dfx a; case x",
    "& dfx a",
    "(ls) if dfx a; then ls; fi",
    "dfx a ;; b) dfx c",
    "(dfx a) dfx b",
    "[[ a ; dfx a",
    "dfx a $'x",
]


@pytest.mark.parametrize(("line", "expected"), FOUND)
def test_every_command_is_found_in_order(line: str, expected: list[str]) -> None:
    assert [" ".join(command.words) for command in dfx_commands(line)] == expected


@pytest.mark.parametrize("line", NONE)
def test_nothing_is_invented(line: str) -> None:
    assert dfx_commands(line) == []
    assert first_dfx_command(line) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dfx canister call a b '(1, \"x\")'", ["dfx", "canister", "call", "a", "b", '(1, "x")']),
        ('dfx a "b c" d\\ e', ["dfx", "a", "b c", "d e"]),
        ("dfx a '' \"\"", ["dfx", "a", "", ""]),
        ("dfx a'b'\"c\"d", ["dfx", "abcd"]),
        ('dfx a "x\\"y\\\\z\\$w\\q"', ["dfx", "a", 'x"y\\z$w\\q']),
        ("dfx a $'x\\n\\x41\\u00e9\\101\\'\\cA'", ["dfx", "a", "x\nAéA'\x01"]),
        ("dfx a $'\\U110000'", ["dfx", "a", "\ufffd"]),
        ('dfx a $"x"', ["dfx", "a", "x"]),
        ('dfx a "$(dfx b)"', ["dfx", "a", "$(dfx b)"]),
        ('dfx a "$NAME-${X:-1}"', ["dfx", "a", "$NAME-${X:-1}"]),
        ("dfx a é\u00a0ü '日本'", ["dfx", "a", "é\u00a0ü", "日本"]),
        ("dfx a x\x0by\x1cz", ["dfx", "a", "x\x0by\x1cz"]),
        ("dfx a 'x\ny'", ["dfx", "a", "x\ny"]),
        ("/x/dfx a", ["dfx", "a"]),
    ],
)
def test_words_are_dequoted(line: str, words: list[str]) -> None:
    command = first_dfx_command(line)
    assert command is not None
    assert command.words == words


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        ("dfx a", {}),
        ("DFX_NETWORK=ic dfx a", {"DFX_NETWORK": "ic"}),
        ("A=1 DFX_NETWORK='i c' A=2 dfx a", {"A": "2", "DFX_NETWORK": "i c"}),
        ("A=1 A+=2 dfx a", {"A": "12"}),
        ("env DFX_NETWORK=ic dfx a", {"DFX_NETWORK": "ic"}),
        ("DFX_NETWORK=a env DFX_NETWORK=b dfx a", {"DFX_NETWORK": "b"}),
        ("DFX_NETWORK=a env -u DFX_NETWORK dfx a", {"DFX_NETWORK": ""}),
        ("DFX_NETWORK=a B=1 env -i C=2 dfx a", {"DFX_NETWORK": "", "C": "2"}),
        ("sudo DFX_NETWORK=ic dfx a", {"DFX_NETWORK": "ic"}),
        ("export DFX_NETWORK=ic; dfx a", {"DFX_NETWORK": "ic"}),
        ("export DFX_NETWORK=ic && DFX_NETWORK=b dfx a", {"DFX_NETWORK": "b"}),
        ("set -gx DFX_NETWORK ic; dfx a", {"DFX_NETWORK": "ic"}),
        ("set -g DFX_NETWORK ic; dfx a", {}),
        ("(export DFX_NETWORK=ic); dfx a", {}),
        ("export DFX_NETWORK=ic; (dfx a)", {"DFX_NETWORK": "ic"}),
        ("DFX_NETWORK=ic; dfx a", {}),
        ("DFX_NETWORK=ic echo; dfx a", {}),
        ("dfx a DFX_NETWORK=ic", {}),
    ],
)
def test_what_the_line_sets_for_the_command(line: str, environment: dict[str, str]) -> None:
    command = first_dfx_command(line)
    assert command is not None
    assert command.environment == environment


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("  dfx  deploy  ", ["dfx  deploy"]),
        ("cd x && DFX_NETWORK=ic dfx 'a b' 2>&1 | less", ["DFX_NETWORK=ic dfx 'a b' 2>&1"]),
        ("if dfx ping x; then sudo dfx b; fi", ["dfx ping x", "sudo dfx b"]),
        ("echo $(dfx a) # x", ["dfx a"]),
        ("dfx a; dfx a ; dfx b", ["dfx a", "dfx a", "dfx b"]),
    ],
)
def test_text_is_the_piece_of_the_line(line: str, texts: list[str]) -> None:
    assert [command.text for command in dfx_commands(line)] == texts


@pytest.mark.parametrize(
    "line",
    [
        "(" * 100_000 + "dfx deploy" + ")" * 100_000,
        "dfx " + "$(" * 100_000,
        'dfx "$(' * 100_000,
        "`" * 99_999 + "dfx",
        "dfx " + "\\`" * 200_000 + "`",
        "dfx " + "'a'" * 300_000,
        "dfx x " * 170_000,
        "dfx a;" * 160_000,
        "dfx <<a\n" * 60_000,
        "dfx a " + " " * 1_000_000 + "'",
        "$((dfx;" * 100_000,
        "case dfx in " * 80_000,
        "{ " * 300_000 + "dfx",
        "export A+=dfxaaaa;" * 55_000 + "dfx",
        "time " * 200_000 + "dfx",
        "a=(" * 100_000 + "dfx",
        "dfx ${" * 150_000,
        "if dfx;then " * 80_000,
        "dfx" + " " * 1_000_000,
        "\udcff dfx '\x00" * 100_000,
    ],
)
def test_a_hostile_line_costs_bounded_time(line: str) -> None:
    begun = time.process_time()
    assert isinstance(dfx_commands(line), list)
    # The square of these lengths would be hours; the bound leaves room for a slow machine.
    assert time.process_time() - begun < 15


def test_nested_subshells_are_read_however_deep() -> None:
    line = "( " * 50_000 + "dfx deploy" + " )" * 50_000
    assert [command.words for command in dfx_commands(line)] == [["dfx", "deploy"]]


def test_words_in_words_are_read_to_a_depth_nobody_types() -> None:
    assert len(dfx_commands("dfx $(" * 60 + "x" + ")" * 60)) == 60
    assert dfx_commands("dfx $(" * 70 + "x" + ")" * 70) == []


def test_exports_are_followed_up_to_a_bound() -> None:
    (command,) = dfx_commands("".join(f"export A{number}=1; " for number in range(100)) + "dfx a")
    assert len(command.environment) == 64
