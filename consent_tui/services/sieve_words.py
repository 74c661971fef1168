"""Words of ours that no translated text holds: keys of JSON, headers, commands, keys of the keyboard."""

from __future__ import annotations

from consent_tui.i18n import LANGUAGES

WORDS = (
    "dfx dfx-consent consent tui SCREEN-SHARE",
    # keys of an event, of the two wires, and of what --json prints
    "event platform dfxVersion network command target options outcome id recorded_at sendable_at",
    "resourceLogs resource attributes key value stringValue arrayValue values scopeLogs scope name service",
    "logRecords eventName body",
    "POST HTTP content type x-ndjson ndjson json csv idempotency user agent accept encoding identity",
    "connection close host length sha256 UUID manifest null true false none not stated",
    "user-agent accept-encoding content-type idempotency-key content-length",
    "content-length: %(id)d",
    # variables and files that texts name
    "DFX_NETWORK DFX_TELEMETRY DFX_CONSENT_ENDPOINT DFX_CONSENT_HOME DO_NOT_TRACK NO_COLOR CI PATH HOME TERM",
    "config toml policy decisions jsonl svg undecided",
    # commands and options of ours
    "preview history vocabulary status notice on local off receipt pending rejected send sent activity shim",
    "record doctor forget demo list wipe export get set install uninstall now dry-run postpone yes",
    "endpoint wire batch_size hold max_pending locale theme screen_share controller contact jurisdiction",
    "keys auto dark light otlp tui cli first-run",
    # keys of the keyboard
    "esc escape enter return tab space ctrl shift alt meta up down left right home end page pgup pgdn pageup",
    "pagedown insert delete del backspace",
    *[f"f{number}" for number in range(1, 25)],
    # units, clocks and calendars
    "B kB KiB MB MiB GiB ms",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun UTC",
    *LANGUAGES.values(),
)
RUNS = ("application/x-ndjson", "application/json", "*/*", "j/k", "y/N", "up/down", "left/right", "HTTP/1.1")
"""Whole runs that look like places and are none."""
SIGNS = "🔎…·↑↓←→⇧⌫⏎✕✓○●◐◆▸▲▼◂▶■◼•∙\u00a0\u202f"
"""Signs that we draw and no text of ours need hold."""
