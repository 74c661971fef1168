"""The dfx commands a person has run, read from the histories their own shells keep; nothing is copied."""
