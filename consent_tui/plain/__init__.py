"""The app as linear text: for screen readers, braille displays and terminals that can only print."""
