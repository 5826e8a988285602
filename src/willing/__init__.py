"""Willing: who is in, who is out, on what conditions, is it enough, and what does it mean?

>>> import willing
>>> "read" in dir(willing)
True
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Study", "bodies", "both", "compare", "draft", "evidence", "extract", "keep",
    "load_initiatives", "needs", "open_ledger", "open_model", "power", "read", "recall", "run",
    "study", "write_brief",
]  # fmt: skip

if TYPE_CHECKING:
    from willing.api import (
        Study,
        bodies,
        both,
        compare,
        draft,
        evidence,
        extract,
        keep,
        load_initiatives,
        needs,
        open_ledger,
        open_model,
        power,
        read,
        recall,
        run,
        study,
        write_brief,
    )  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the functions on first use, so that `import willing` costs nothing."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("willing.api"), name)
    raise AttributeError(f"module 'willing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
