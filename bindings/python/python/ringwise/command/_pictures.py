"""Checks before a picture is drawn."""

from importlib.util import find_spec
from pathlib import Path

from ringwise.command._failure import Failure, missing


def need_plotting(purpose: str) -> None:
    """Fail if matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise missing("matplotlib", purpose, "plot")


def check_ending(path: str, endings: tuple[str, ...]) -> None:
    """Fail if the name of a file does not end in one of these suffixes."""
    if Path(path).suffix.lower() not in endings:
        raise Failure(f"{path}: a name that ends in {' or '.join(endings)} is needed")
