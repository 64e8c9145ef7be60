"""The stub of the native module. Signatures are written by hand; docstrings are those of the module."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any, NamedTuple

import ringwise._ringwise

SOURCE = Path(__file__).parents[1] / "python" / "ringwise" / "_ringwise.pyi"
INSTALLED = Path(ringwise._ringwise.__file__).with_name("_ringwise.pyi")

Definition = ast.ClassDef | ast.FunctionDef


class Documented(NamedTuple):
    """A class, function, method or property of the stub, with the docstring of the module."""

    name: str
    definition: Definition
    text: str | None


def documented(body: list[ast.stmt], owner: Any, path: str = "") -> Iterator[Documented]:
    """Yields the definitions in a body of the stub. Only the first of several overloads has a docstring; special methods have none."""
    seen: set[str] = set()
    for definition in body:
        if isinstance(definition, Definition):
            name = definition.name
            own = None if name in seen or (path and name.startswith("__")) else inspect.getdoc(getattr(owner, name))
            seen.add(name)
            yield Documented(path + name, definition, own)
            if isinstance(definition, ast.ClassDef):
                yield from documented(definition.body, getattr(owner, name), f"{name}.")


def with_docstrings(stub: str) -> str:
    """Returns a stub with the docstrings of the module."""
    lines = stub.splitlines(keepends=True)
    # From the end, so that line numbers stay valid.
    for _, definition, text in sorted(
        documented(ast.parse(stub).body, ringwise._ringwise), key=lambda item: -item.definition.body[0].lineno
    ):
        first = definition.body[0]
        bare = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        if not bare and text is None:
            continue
        head = lines[first.lineno - 1][: first.col_offset].rstrip()
        end = first.end_lineno or first.lineno
        rest = lines[end:] if bare else lines[first.lineno - 1 :]
        alone = len(definition.body) == 1
        if text is None:
            written = " ..." if alone else ""
        else:
            written = f"\n{indent(quoted(text), ' ' * (definition.col_offset + 4))}"
        if head:
            lines[first.lineno - 1 :] = [f"{head}{written}\n", *rest]
        else:
            before = lines[first.lineno - 2].rstrip("\n")
            lines[first.lineno - 2 :] = [f"{before}{written}\n", *rest]
    return "".join(lines)


def quoted(text: str) -> str:
    """Returns a docstring as source code."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{escaped}\n"""' if "\n" in text else f'"""{escaped}"""'
