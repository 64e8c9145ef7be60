"""A parser that suggests a known flag for an unknown one."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any


class Parser(ArgumentParser):
    """The parser of the command and of each subcommand: an unknown flag is refused with the usage of its own subcommand."""

    # One signature; the library has an overload for each kind of namespace.
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Return the namespace and no remaining arguments; unknown ones are an error."""
        given: tuple[Any, list[str]] = super().parse_known_args(args, namespace)
        if given[1]:
            takes_words = any(not action.option_strings for action in self._actions)
            self.error(f"unrecognized arguments: {' '.join(given[1])}{_hint(given[1], self._option_string_actions, takes_words)}")
        return given


def _hint(unknown: list[str], flags: Iterable[str], takes_words: bool) -> str:
    """Return a hint about unknown arguments.

    >>> _hint(["--rign", "members.toml"], ["--ring", "--node"], takes_words=True)
    '; did you mean --ring?'
    """
    word = next((word for word in unknown if word.startswith("-")), None)
    if word is None:
        return ""
    near = get_close_matches(word.partition("=")[0], flags, n=1) if word.startswith("--") else []
    if near:
        return f"; did you mean {near[0]}?"
    return "; put an argument that begins with - after --" if takes_words else ""
