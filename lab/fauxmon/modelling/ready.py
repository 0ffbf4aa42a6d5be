"""Ready models that come with the package, and files, by one name."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from fauxmon.modelling.problems import UnknownModelError

PREFIX = "lab:"
_ENDING = ".yaml"


def ready_names() -> list[str]:
    """Of those that come with the package."""
    folder = resources.files(__package__) / "ready"
    return sorted(file.name.removesuffix(_ENDING) for file in folder.iterdir() if file.name.endswith(_ENDING))


def text_of(name: str) -> str:
    """`lab:NAME` is a ready model, `-` standard input, anything else a path. Errors: UnknownModelError."""
    if name.startswith(PREFIX):
        ready = name.removeprefix(PREFIX)
        if ready not in ready_names():
            known = ", ".join(f"{PREFIX}{each}" for each in ready_names())
            raise UnknownModelError(f"there is no ready model {ready!r}; there are: {known}")
        return (resources.files(__package__) / "ready" / f"{ready}{_ENDING}").read_text()
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is no text"
        raise UnknownModelError(f"{name}: {reason}") from None
