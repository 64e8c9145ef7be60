"""YAML as plain data; it needs PyYAML."""

from typing import Any

import yaml


class Fault(Exception):
    """Where a text is no YAML, counted from 1, and why."""

    def __init__(self, line: int, column: int | None, what: str) -> None:
        super().__init__(what)
        self.line, self.column, self.what = line, column, what


class _Loader(yaml.SafeLoader):
    """YAML's plain data, with no name twice, and without merging, by which a few lines can grow without bound."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        names: set[str] = set()
        for name, _ in node.value:
            if name.tag == "tag:yaml.org,2002:merge":
                raise _fault(name.start_mark, "a merge (<<) is not taken here")
            if isinstance(name, yaml.ScalarNode):
                if name.value in names:
                    raise _fault(name.start_mark, f'"{name.value}" twice in one mapping')
                names.add(name.value)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise _fault(node.start_mark, f"not what its tag {node.tag} says") from error


def loaded(text: str) -> Any:
    """Return what a text says; raises `Fault` where it is no YAML that is taken here."""
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        raise _fault(error.problem_mark or error.context_mark, error.problem or "no YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Fault(line, None, f"character U+{error.character:04X} is not taken in YAML") from error


def _fault(mark: yaml.Mark | None, what: str) -> Fault:
    return Fault(1, None, what) if mark is None else Fault(mark.line + 1, mark.column + 1, what)
