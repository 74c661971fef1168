"""From the words typed after ``dfx-consent`` to the noun that answers them."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import SimpleNamespace

from consent_tui import __version__
from consent_tui.cli.opening import TABS, open_app, open_plain
from consent_tui.endings import (
    GONE,
    INTERRUPTED,
    UNREAD,
    EndedError,
    complete_streams,
    is_gone,
    let_go,
    take_endings,
)
from consent_tui.errors import FAILED, ConsentError
from consent_tui.i18n import ENGLISH, LANGUAGES, N_, _, speak
from consent_tui.services.profile import this_process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Collection, Sequence


COMMANDS = {
    "preview": N_("what a dfx command would emit, token by token"),
    "history": N_("recent dfx commands in the shell's history, each with what it would emit"),
    "vocabulary": N_("every token that can ever be emitted, by command"),
    "status": N_("whether anything may be recorded or sent, and why"),
    "notice": N_("the full text in force, and its hashes"),
    "on": N_("say yes: dfx runs are recorded and may be sent"),
    "local": N_("say yes to recording for yourself alone"),
    "off": N_("say no: nothing is recorded, and what is pending is wiped"),
    "receipt": N_("the record of your decisions, and whether it is whole"),
    "pending": N_("what waits to be sent: list, export or wipe it"),
    "rejected": N_("what a server refused: list or wipe it"),
    "send": N_("the shared sender, once: now, as a dry run, or later"),
    "sent": N_("what has been transmitted, byte for byte: list or wipe it"),
    "activity": N_("when you were counted as active, and on which days dfx ran"),
    "config": N_("what you may set, and where each value comes from"),
    "shim": N_("the dfx on PATH that brings dfx runs to the recorder"),
    "record": N_("plumbing: record one dfx command, as the shim does"),
    "doctor": N_("check the installation, and how to mend what is wrong"),
    "forget": N_("remove everything of ours from this machine"),
    "demo": N_("the app on a throw-away profile with sample data"),
}

# What scripts ask most often needs no parser, which would be a third of what the answer costs.
QUICK: dict[str, dict[str, object]] = {
    "status": {},
    "preview": {"wire": False, "batch": False, "exit_status": 0},
}

EPILOG = (
    N_("Without a command it opens the app; without a terminal it prints the status."),
    N_("Exit status: 0 done, 1 failed or declined, 2 wrong usage, 3 refused."),
)


def parser(
    names: Collection[str] = tuple(COMMANDS), built: Collection[str] = tuple(COMMANDS)
) -> ArgumentParser:
    """The parser, with the commands *names*. Only those of *built* have their own arguments: that costs."""
    from argparse import SUPPRESS  # noqa: PLC0415 - opening the app needs none of it

    from consent_tui.cli.language import OPTION  # noqa: PLC0415
    from consent_tui.cli.spoken_parser import spoken_parser  # noqa: PLC0415

    whole = spoken_parser(
        _("May dfx report what you do? See exactly what would be sent, and decide."),
        "\n".join(map(_, EPILOG)),
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"dfx-consent {__version__}",
        help=_("show program's version number and exit"),
    )
    whole.add_argument("--tab", choices=TABS, default=TABS[0], help=_("open the app at this tab"))
    whole.add_argument("--plain", action="store_true", help=_("the same dialogue as linear text"))
    whole.add_argument(
        "--screen-share", action="store_true", help=_("draw blocks in place of what you typed and named")
    )
    whole.add_argument(
        OPTION,
        metavar="LANGUAGE",
        default=SUPPRESS,
        help=_("speak this language (%(names)s)") % {"names": ", ".join(LANGUAGES)},
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))
    for name in names:
        summary = _(COMMANDS[name])
        command = commands.add_parser(
            name, help=summary, description=summary, formatter_class=whole.formatter_class
        )
        if name in built:
            import_module(f"consent_tui.cli.{name}").add_arguments(command)
    return whole


def _command_line(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our own words, and those of the dfx command line after ``--``, which argparse must never see.

    Whoever forgets the two hyphens of a preview is understood, as far as the line begins with dfx.
    """
    if "--" in words:
        at = words.index("--")
        return list(words[:at]), list(words[at + 1 :])
    at = len(words)
    if words[:1] == ["preview"]:
        at = next((at for at, word in enumerate(words) if word.rpartition("/")[2] == "dfx"), at)
    return list(words[:at]), list(words[at:])


def _quick(words: Sequence[str]) -> SimpleNamespace | None:
    """The arguments, where no parser is needed to know them."""
    ours, theirs = _command_line(words)
    if ours[1:] != ["--json"] or ours[0] not in QUICK or (theirs and ours[0] != "preview"):
        return None
    speak(ENGLISH)  # a document is the same in every language
    return SimpleNamespace(command=ours[0], json=True, dfx=theirs, **QUICK[ours[0]])


def _parsed(words: Sequence[str]) -> Namespace | SimpleNamespace:
    quick = _quick(words)
    if quick is not None:
        return quick
    ours, theirs = _command_line(words)
    chosen = [word for word in ours if word in COMMANDS][:1]
    reading = parser(chosen or tuple(COMMANDS), chosen)
    arguments = reading.parse_args(ours)
    arguments.dfx = theirs
    if getattr(arguments, "json", False):
        speak(ENGLISH)
    if theirs and arguments.command not in {"preview", "record"}:
        reading.error(_("only preview and record take a dfx command line after --"))
    if arguments.command is not None:
        # Whoever asks for blocks must not be shown names because a command takes no notice of that.
        app_alone = {"--screen-share": arguments.screen_share, "--plain": arguments.plain}
        for option in (option for option, is_given in app_alone.items() if is_given):
            reading.error(_("unrecognized arguments: %s") % option)
    return arguments


def _answer(words: Sequence[str]) -> int:
    if not words or (words[0] == "--tab" and words[1:] and words[1] in TABS and len(words) == 2):
        return open_app(this_process(), *words[1:])
    arguments = _parsed(words)
    if arguments.command not in QUICK:
        take_endings()
    if arguments.command is None:
        if arguments.screen_share:
            from consent_tui.services.sifting import share_output  # noqa: PLC0415 - only for somebody who looks on

            share_output(os.environ)
        opened = open_plain if arguments.plain else open_app
        return opened(this_process(), arguments.tab)
    status: int = import_module(f"consent_tui.cli.{arguments.command}").run(arguments, this_process())
    return status


def run(words: Sequence[str]) -> int:
    """Answer the command line and return the exit status; errors go to standard error."""
    complete_streams()
    try:
        if _quick(words) is None:
            from consent_tui.cli.language import without_locale  # noqa: PLC0415 - only where something is said

            words = without_locale(words)
        status = _answer(words)
        sys.stdout.flush()
    except ConsentError as error:
        from consent_tui.history.printable import printable  # noqa: PLC0415 - only where something is wrong

        sys.stderr.write(f"dfx-consent: {printable(error.message)}\n{printable(error.mend)}\n")
        return error.status
    except BrokenPipeError:
        return UNREAD
    except OSError as error:
        return _unwritten(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except EndedError as ended:
        return ended.status
    finally:
        let_go()
    return status


def _unwritten(error: OSError) -> int:
    """The exit status where standard output takes nothing; any other error is none that is expected here."""
    if error.filename is not None:
        raise error
    if is_gone(error):
        return GONE
    from consent_tui.retold import why  # noqa: PLC0415 - only where something is wrong

    sys.stderr.write(f"dfx-consent: {why(error)}\n")
    return FAILED
