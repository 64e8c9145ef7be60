"""`ringwise completion`: completion scripts for shells."""

from argparse import ArgumentParser, Namespace
from importlib import resources

from ringwise.command._output import Output

NAME = "completion"
SUMMARY = "print a completion script for a shell"
EXAMPLES = """\
  ringwise completion bash > ~/.local/share/bash-completion/completions/ringwise
  ringwise completion zsh > ~/.zfunc/_ringwise
  ringwise completion fish > ~/.config/fish/completions/ringwise.fish
"""

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(given: Namespace) -> int:
    """Write the script for a shell."""
    out = Output()
    out.write((resources.files("ringwise.command") / "completions" / f"ringwise.{given.shell}").read_text("utf-8"))
    out.flush()
    return 0
