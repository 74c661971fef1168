"""The shared sender: one a user, that the user is always ahead of (contract, section 5)."""
