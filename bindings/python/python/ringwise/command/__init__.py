"""The command `ringwise`: lookups, balance, plans, forecasts, advice and pictures of rings from a shell.

It has no dependencies. Pictures need matplotlib and YAML files need PyYAML: `pip install 'ringwise[all]'` installs both.
"""

from ringwise.command._main import main

__all__ = ["main"]
