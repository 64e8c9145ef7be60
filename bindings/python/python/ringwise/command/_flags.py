"""Flags that several subcommands share."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from ringwise.command._output import Output


def add_output(parser: ArgumentParser, *, forms: bool = True) -> None:
    """Add the flags for the format of the results."""
    group = parser.add_argument_group("output")
    if forms:
        form = group.add_mutually_exclusive_group()
        form.add_argument("--json", dest="form", action="store_const", const="json", default="table", help="JSON, for programs")
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="CSV, for spreadsheets")
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours; auto: on a terminal, unless NO_COLOR is set"
    )


def output_of(given: Namespace) -> Output:
    """Return the output of a command line."""
    return Output(given.form, given.color)


def add_replicas(parser: ArgumentParser) -> None:
    """Add the flag for the number of nodes that hold a key."""
    parser.add_argument("-c", "--replicas", type=count, default=1, metavar="COUNT", help="the number of nodes that hold a key (default: 1)")


def count(text: str) -> int:
    """Read a count."""
    digits = text.lstrip("0")
    if not text.isascii() or not text.isdigit() or len(digits) > 8 or not 1 <= int(digits or 0) <= 1 << 24:
        raise ArgumentTypeError(f'"{text}": an integer from 1 to {1 << 24} is needed')
    return int(text)
