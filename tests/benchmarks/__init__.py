"""Ratios against a named limit, measured side by side in one run; never asserted, only printed."""
