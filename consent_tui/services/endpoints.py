"""Where events may go: which URLs are accepted, their origin, and which one counts."""

from __future__ import annotations

from consent_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

ENVIRONMENT = "DFX_CONSENT_ENDPOINT"


def _split(url: str) -> SplitResult | None:
    from urllib.parse import urlsplit  # noqa: PLC0415 - most never name an endpoint

    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        return None
    return parts


def is_loopback(host: str | None) -> bool:
    """Whether this is the machine itself: ``localhost``, 127.0.0.0/8 or ``::1``."""
    if host is None:
        return False
    if host == "localhost":
        return True
    from ipaddress import ip_address  # noqa: PLC0415 - only for an address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_here(url: str) -> bool:
    """Whether this URL names the machine itself."""
    parts = _split(url)
    return parts is not None and is_loopback(parts.hostname)


def endpoint_fault(url: str) -> str:
    """Why this URL cannot be an endpoint, as a sentence in the language spoken; empty when it can."""
    parts = _split(url)
    if parts is None or not url.isascii() or not url.isprintable() or " " in url or len(url) > 500:
        return _("That is not a URL.")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return _("An endpoint is a whole URL, such as https://collector.example/v1.")
    if parts.username is not None or parts.password is not None:
        return _("An endpoint holds no user name and no password: they would tell who sends.")
    if parts.query or parts.fragment:
        return _("An endpoint has no query and no fragment: they could tell who sends.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        return _("Events leave this machine over https only.")
    return ""


def origin(url: str) -> str:
    """Scheme, host and port, in lower case, the port only where it is not the scheme's own (RFC 6454).

    Raises:
        ValueError: it is no URL.
    """
    parts = _split(url)
    if parts is None:
        raise ValueError(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, {"http": 80, "https": 443}.get(parts.scheme)} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


class Endpoint:
    """Where events would go. ``url`` is None where nothing can leave, and ``problem`` says why."""

    __slots__ = ("problem", "source", "url")

    def __init__(self, url: str | None, source: str, problem: str = "") -> None:
        self.url = url
        self.source = source
        self.problem = problem

    @property
    def origin(self) -> str | None:
        """The recipient that a decision names, or None."""
        return origin(self.url) if self.url else None


def choose(configured: str | None, by_policy: str | None, environ: Mapping[str, str]) -> Endpoint:
    """The endpoint that counts: a policy's before the person's own.

    The environment may only name loopback or the origin that is configured already; anything else it names
    means that nothing is sent.
    """
    chosen = Endpoint(by_policy, "policy") if by_policy else Endpoint(configured, "config")
    if chosen.url is not None and (fault := endpoint_fault(chosen.url)):
        return Endpoint(None, chosen.source, fault)
    named = environ.get(ENVIRONMENT, "").strip()
    if not named:
        return chosen
    fault = endpoint_fault(named)
    if not fault and (is_here(named) or origin(named) == chosen.origin):
        return Endpoint(named, ENVIRONMENT)
    nobody = _("%(name)s names a recipient that nobody agreed to.") % {"name": ENVIRONMENT}
    return Endpoint(None, ENVIRONMENT, fault or nobody)
