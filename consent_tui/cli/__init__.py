"""The command line: one file a noun, no logic of its own; each imports what it needs when it runs."""
