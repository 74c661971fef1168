"""Consent, preview and telemetry of dfx commands: opt-in, local first, nobody identified."""

__version__ = "0.1.0"
