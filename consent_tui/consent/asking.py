"""When may the question be put, and who may answer it with a yes? Pure rules of contract section 4."""

from __future__ import annotations

from consent_tui.consent.ceilings import detected_agent, detected_ci, environment_ceilings
from consent_tui.consent.decision import LATER, REFUSAL, standing
from consent_tui.consent.states import OFF, RANK, lowest
from consent_tui.errors import REFUSED, ConsentError
from consent_tui.i18n import N_, _, ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consent_tui.consent.decision import Decision
    from consent_tui.consent.policy import Policy

LATER_SECONDS = 7 * 24 * 3600
ASKED_AGAIN = 3

_BY_HAND = N_("Type the command yourself in a terminal.")


def next_question(decisions: Sequence[Decision], notice_hash: str) -> int | None:
    """The Unix second from which the question may be put; 0 for at once, None for never.

    A no is never asked again. ``later`` asks again after 7 days, at most 3 times. A yes whose notice is no
    longer the one in force (``notice_hash``) asks again; its own ``later`` and refusal are counted afresh.
    """
    now = standing(decisions)
    if now.state == OFF:
        return None
    since = decisions[decisions.index(now.decision) + 1 :] if now.decision is not None else decisions
    if now.decision is not None:
        if now.decision.notice_hash == notice_hash:
            return None
        since = [each for each in since if each.notice_hash == notice_hash]
    if any(each.act == REFUSAL for each in since):
        return None
    laters = [each for each in since if each.act == LATER]
    if len(laters) > ASKED_AGAIN:
        return None
    return laters[-1].seconds + LATER_SECONDS if laters else 0


def due(decisions: Sequence[Decision], now: int, notice_hash: str) -> bool:
    """Whether the question may be put at this Unix second."""
    moment = next_question(decisions, notice_hash)
    return moment is not None and now >= moment


def question_is_welcome(
    environ: Mapping[str, str], terminals: tuple[bool, bool, bool], policies: Iterable[Policy]
) -> bool:
    """Whether the first-run question may appear here at all, by itself.

    Only where a person types (``terminals``: stdin, stdout, stderr), no agent is at work, and neither the
    environment nor a policy would make any answer but no an empty one.
    """
    ceilings = [policy.ceiling for policy in policies]
    ceilings += [reason[1] for reason in environment_ceilings(environ)]
    return all(terminals) and detected_agent(environ) is None and lowest(ceilings) != OFF


def may_say_yes(
    environ: Mapping[str, str],
    *,
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
) -> ConsentError | None:
    """None where a person may say yes, else the refusal (exit status 3). A no needs none of this."""
    name = detected_ci(environ)
    if name is not None:
        return ConsentError(
            _("Only a person can say yes, and this is a CI environment: %(name)s is set.")
            % {"name": ours(name)},
            _(_BY_HAND),
            REFUSED,
        )
    name = detected_agent(environ)
    if name is not None:
        return ConsentError(
            _("Only a person can say yes, and a coding agent is at work here: %(name)s is set.")
            % {"name": ours(name)},
            _(_BY_HAND),
            REFUSED,
        )
    if not (stdin_is_terminal and stdout_is_terminal and stderr_is_terminal):
        return ConsentError(
            _("Only a person can say yes, and there is no terminal to ask in."),
            _("Run it in a terminal, with input, output and errors not redirected."),
            REFUSED,
        )
    return None


def policy_refuses(state: str, policies: Iterable[Policy]) -> ConsentError | None:
    """The refusal (exit status 3) of a ``local`` or ``on`` that lies above a policy's ceiling, or None."""
    for policy in policies:
        if RANK[policy.ceiling] < RANK[state]:
            from consent_tui.retold import retold  # noqa: PLC0415 - there is hardly ever a policy

            return ConsentError(
                # Translators: %(state)s is one of the states off, local and on, which are not translated.
                _("A policy allows no more than %(state)s: %(detail)s")
                % {"state": policy.ceiling, "detail": retold(policy.detail)},
                _("Ask whoever set the policy; your decision is left as it was."),
                REFUSED,
            )
    return None
