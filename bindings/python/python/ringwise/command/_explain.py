"""`ringwise explain`: the rules by which a ring places keys."""

from argparse import ArgumentParser, Namespace

from ringwise.command import _members
from ringwise.command._flags import add_output, output_of
from ringwise.command._output import dumped, text_column

NAME = "explain"
SUMMARY = "describe how a ring places keys, to compare it with another system"
EXAMPLES = """\
  ringwise explain --ring members.toml
  ringwise explain --profile ketama --node 10.0.0.1:11211 --node 10.0.0.2:11211
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write the description of the ring; as CSV, its options."""
    ring, out = _members.ring_of(given), output_of(given)
    if out.form == "json":
        out.write(dumped({"profile": ring.profile, "options": ring.options, "text": ring.explain()}))
    elif out.form == "csv":
        rows = [[(name, value)] for name, value in ring.options.items()]
        out.stream([text_column("option"), text_column("value")], rows)
    else:
        out.write(ring.explain())
    out.flush()
    return 0
