"""Flags that several subcommands have."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from ringwise.command._output import Output


def add_output(parser: ArgumentParser, *, forms: bool = True) -> None:
    """Give a parser the flags that say in which form results come."""
    group = parser.add_argument_group("output")
    if forms:
        form = group.add_mutually_exclusive_group()
        form.add_argument("--json", dest="form", action="store_const", const="json", default="table", help="JSON, for programs")
        form.add_argument("--csv", dest="form", action="store_const", const="csv", help="CSV, for spreadsheets")
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours: on a terminal, unless NO_COLOR is set"
    )


def output_of(given: Namespace) -> Output:
    """Return where and how the results of a command line go."""
    return Output(given.form, given.color)


def add_replicas(parser: ArgumentParser) -> None:
    """Give a parser the flag for how many nodes hold a key."""
    parser.add_argument("-c", "--replicas", type=count, default=1, metavar="COUNT", help="how many nodes hold a key; 1 if not given")


def count(text: str) -> int:
    """Read how many of something are wanted."""
    digits = text.lstrip("0")
    if not text.isascii() or not text.isdigit() or len(digits) > 8 or not 1 <= int(digits or 0) <= 1 << 24:
        raise ArgumentTypeError(f'"{text}": an integer from 1 to {1 << 24} is needed')
    return int(text)
