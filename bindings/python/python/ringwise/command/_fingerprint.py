"""`ringwise fingerprint`: whether rings place every key alike."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from ringwise.command import _members
from ringwise.command._failure import Failure
from ringwise.command._flags import add_output, output_of
from ringwise.command._output import Row, text_column
from ringwise.command._warning import warn

NAME = "fingerprint"
SUMMARY = "print fingerprints: rings with equal fingerprints place every key alike"
EXAMPLES = """\
  ringwise fingerprint --ring members.toml
  ringwise fingerprint before.toml after.toml
  ringwise fingerprint members.toml --expect 455baf8501c973073b57bb3e8d5bdfb2
"""

_DIFFERS = 1


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="a file of members; each file is one line of output")
    parser.add_argument("--expect", metavar="HEX", type=_expected, help="exit with status 1 if a fingerprint differs from this one")
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write the fingerprint of each ring, and compare it with the expected one."""
    if given.files and (given.ring or given.nodes):
        raise Failure("files together with --ring or --node: use only one of them")
    flags = _members.options_of(given)
    rings = [(path, _members.load(path, flags)) for path in given.files] or [(given.ring or "-", _members.ring_of(given))]
    rows: list[Row] = [(ring.fingerprint(), path) for path, ring in rings]
    output_of(given).stream([text_column("fingerprint"), text_column("ring")], [rows])
    others = [path for fingerprint, path in rows if given.expect not in (None, fingerprint)]
    for path in others:
        warn(f"{path}: the fingerprint differs from the expected one")
    return _DIFFERS if others else 0


def _expected(text: str) -> str:
    """Read a fingerprint."""
    if re.fullmatch("[0-9a-fA-F]{32}", text) is None:
        raise ArgumentTypeError(f'"{text}": a fingerprint is 32 hex digits')
    return text.lower()
