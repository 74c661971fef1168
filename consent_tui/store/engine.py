"""SQLite's own module, without the two milliseconds of functools that it asks for and hardly uses.

``_sqlite3`` takes ``lru_cache`` from functools when it is imported, for its cache of statements; all else in
functools, and collections behind it, is an eighth of what a whole recorder may cost. So where functools is
not there yet, a stand-in with that one name, made of the C part of the real one, is lent for the import.
"""

from __future__ import annotations

import sys

if "functools" not in sys.modules and "_sqlite3" not in sys.modules:
    try:
        from _functools import _lru_cache_wrapper  # type: ignore[import-not-found]

        def _lru_cache(size: int) -> object:
            return lambda function: _lru_cache_wrapper(function, size, False, tuple)  # noqa: FBT003 - positional in C

        _stand_in = type(sys)("functools")
        _stand_in.lru_cache = _lru_cache  # type: ignore[attr-defined]
        sys.modules["functools"] = _stand_in
        import _sqlite3
    except (ImportError, AttributeError, TypeError):
        pass  # an interpreter that wants more of functools gets the real one below
    finally:
        sys.modules.pop("functools", None)

import _sqlite3

__all__ = ["_sqlite3"]
