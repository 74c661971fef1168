"""The `dfx` that stands first on PATH: its text, its place, its way into a shell's start-up file."""
