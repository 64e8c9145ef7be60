"""The main function, from a command line to an exit status.

0: success. 1: the answer is no (`fingerprint --expect`, `advise`). 2: failure; standard error has the reason. 130: Ctrl-C.
141: the reader of the output has closed it.
"""

import os
import sys
from collections.abc import Sequence

from ringwise._errors import RingwiseError
from ringwise.command._arguments import parser
from ringwise.command._failure import Failure
from ringwise.command._warning import say

FAILED = 2
INTERRUPTED = 130
READER_GONE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, or those of the process, and return the exit status."""
    try:
        given = parser().parse_args(arguments)
        status: int = given.run(given)
        return status
    except KeyboardInterrupt:
        _forget_output()
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return READER_GONE
    except (Failure, RingwiseError) as failure:
        return _fail(str(failure))
    except OSError as error:
        return _fail(f"{'output' if error.filename is None else error.filename or chr(34) * 2}: {error.strerror or error}")
    except MemoryError:
        return _fail("out of memory")


def _fail(text: str) -> int:
    _forget_output()
    # The text may quote a file, so control characters are escaped. Without a standard error, the status is all.
    say("".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text))
    return FAILED


def _forget_output() -> None:
    """Drop buffered output, so that the interpreter does not write it on exit."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
