"""The arguments of the command. Each subcommand has a file of its own."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from types import ModuleType

from ringwise._ringwise import __version__
from ringwise.command import (
    _advise,
    _balance,
    _completion,
    _explain,
    _fingerprint,
    _forecast,
    _plan,
    _plot,
    _points,
    _report,
    _where,
)
from ringwise.command._parser import Parser

SUBCOMMANDS: tuple[ModuleType, ...] = (
    _where,
    _balance,
    _plan,
    _forecast,
    _points,
    _explain,
    _fingerprint,
    _advise,
    _plot,
    _report,
    _completion,
)

_EXAMPLES = """\
examples:
  ringwise where user:42 --node cache-1 --node cache-2 --node cache-3
  ringwise balance --ring members.toml
  ringwise plan before.toml after.toml

A file of members, members.toml:
  vnodes = 160
  [nodes]
  cache-1 = 1
  cache-2 = { weight = 2, zone = "east" }
"""


def parser() -> ArgumentParser:
    """Return the parser of the command. The namespace that it returns has `run`, which takes it and returns an exit status."""
    top = Parser(
        prog="ringwise",
        description="Shows where keys go on a consistent-hash ring, how even it is, and what a change moves.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"ringwise {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for module in SUBCOMMANDS:
        command = commands.add_parser(
            module.NAME,
            help=module.SUMMARY,
            description=f"{module.SUMMARY[0].upper()}{module.SUMMARY[1:]}.",
            epilog=f"examples:\n{module.EXAMPLES}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top
