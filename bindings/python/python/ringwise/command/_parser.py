"""A parser that says, of what it does not know, what may have been meant."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any


class Parser(ArgumentParser):
    """The parser of the command and of each subcommand: a wrong flag is refused with the usage of the subcommand that it was given to."""

    # One signature, where the library's has an overload for each kind of namespace.
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Return what is given, of which nothing is unknown."""
        given: tuple[Any, list[str]] = super().parse_known_args(args, namespace)
        if given[1]:
            takes_words = any(not action.option_strings for action in self._actions)
            self.error(f"unrecognized arguments: {' '.join(given[1])}{_hint(given[1], self._option_string_actions, takes_words)}")
        return given


def _hint(unknown: list[str], flags: Iterable[str], takes_words: bool) -> str:
    """Return what to do about arguments that are not known.

    >>> _hint(["--rign", "members.toml"], ["--ring", "--node"], takes_words=True)
    '; did you mean --ring?'
    """
    word = next((word for word in unknown if word.startswith("-")), None)
    if word is None:
        return ""
    near = get_close_matches(word.partition("=")[0], flags, n=1) if word.startswith("--") else []
    if near:
        return f"; did you mean {near[0]}?"
    return "; what begins with - and is no flag stands after --" if takes_words else ""
