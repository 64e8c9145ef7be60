"""The command `ringwise`: what a ring is, where keys go, and what a change moves, from a shell.

It needs nothing but this package. Pictures need matplotlib, and files in YAML PyYAML: `pip install 'ringwise[all]'` brings both.
"""

from ringwise.command._main import main

__all__ = ["main"]
