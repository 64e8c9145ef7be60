"""The way to the pictures, which need a library that the command itself does not."""

from importlib.util import find_spec
from pathlib import Path

from ringwise.command._failure import Failure, missing


def need_plotting(purpose: str) -> None:
    """Fail if there is no plotting library."""
    if find_spec("matplotlib") is None:
        raise missing("matplotlib", purpose, "plot")


def check_ending(path: str, endings: tuple[str, ...]) -> None:
    """Fail if a file's name does not say that it is of one of these forms."""
    if Path(path).suffix.lower() not in endings:
        raise Failure(f"{path}: a name that ends in {' or '.join(endings)} is needed")
