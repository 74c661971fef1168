"""The Textual app. It talks to ``consent_tui.services`` and draws; it decides nothing."""
