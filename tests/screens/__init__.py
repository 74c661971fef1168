"""The app driven by keys, its pictures in text, and its themes."""
