"""`ringwise completion`: what makes a shell complete the command's words."""

from argparse import ArgumentParser, Namespace
from importlib import resources

from ringwise.command._output import Output

NAME = "completion"
SUMMARY = "print the script by which a shell completes this command"
EXAMPLES = """\
  ringwise completion bash > ~/.local/share/bash-completion/completions/ringwise
  ringwise completion zsh > ~/.zfunc/_ringwise
  ringwise completion fish > ~/.config/fish/completions/ringwise.fish
"""

SHELLS = ("bash", "zsh", "fish")


def add_arguments(parser: ArgumentParser) -> None:
    """Give the parser of this subcommand its arguments."""
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def run(given: Namespace) -> int:
    """Write the script of a shell."""
    out = Output()
    out.write((resources.files("ringwise.command") / "completions" / f"ringwise.{given.shell}").read_text("utf-8"))
    out.flush()
    return 0
