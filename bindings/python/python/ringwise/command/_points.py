"""`ringwise points`: the points of a ring."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from ringwise.command import _members
from ringwise.command._flags import add_output, count, output_of
from ringwise.command._output import Row, number_column, text_column

NAME = "points"
SUMMARY = "list the points of a ring in ring order"
EXAMPLES = """\
  ringwise points --ring members.toml
  ringwise points --first 10 --ring members.toml --json
"""

_BATCH = 4096


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("--first", type=count, metavar="COUNT", help="list only the first COUNT points")
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write the position and the node of each point."""
    points = _members.ring_of(given).points()[: given.first]
    batches: Iterator[list[Row]] = (list[Row](points[start : start + _BATCH]) for start in range(0, len(points), _BATCH))
    widest = len(str(points[-1][0])) if points else 0
    position = number_column("position", "position".rjust(widest), exact=True)
    output_of(given).stream([position, text_column("node")], batches)
    return 0
