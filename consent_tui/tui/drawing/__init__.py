"""What the tabs show, laid out for a width: lines of content, no widgets."""

from __future__ import annotations
