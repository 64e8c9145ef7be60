"""From the words of a command line to an exit status.

0: done. 1: the answer is no (`fingerprint --expect`, `advise`). 2: it could not be done, and standard error says why. 130: Ctrl-C.
141: nobody reads the output any more.
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
NOBODY_READS = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, those of the process if there are none, and return its exit status."""
    try:
        given = parser().parse_args(arguments)
        status: int = given.run(given)
        return status
    except KeyboardInterrupt:
        _forget_output()
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return NOBODY_READS
    except (Failure, RingwiseError) as failure:
        return _fail(str(failure))
    except OSError as error:
        return _fail(f"{'output' if error.filename is None else error.filename or chr(34) * 2}: {error.strerror or error}")
    except MemoryError:
        return _fail("out of memory")


def _fail(text: str) -> int:
    _forget_output()
    # What is shown of a file's content must not speak to the terminal; and where nobody listens, the status says it all.
    say("".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text))
    return FAILED


def _forget_output() -> None:
    """Keep the interpreter from writing, as it ends, what nobody reads or what failed before."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
