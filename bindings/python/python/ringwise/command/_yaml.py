"""YAML as plain data. Needs PyYAML."""

from typing import Any

import yaml


class Fault(Exception):
    """The line and column, from 1, at which a text is not valid YAML, and the reason."""

    def __init__(self, line: int, column: int | None, what: str) -> None:
        super().__init__(what)
        self.line, self.column, self.what = line, column, what


class _Loader(yaml.SafeLoader):
    """A loader of plain data. Duplicate keys are refused, and so are merges, by which a few lines can grow without bound."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        names: set[str] = set()
        for name, _ in node.value:
            if name.tag == "tag:yaml.org,2002:merge":
                raise _fault(name.start_mark, "merges (<<) are not supported")
            if isinstance(name, yaml.ScalarNode):
                if name.value in names:
                    raise _fault(name.start_mark, f'"{name.value}" twice in one mapping')
                names.add(name.value)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise _fault(node.start_mark, f"not a valid value for its tag {node.tag}") from error


def loaded(text: str) -> Any:
    """Return the data in a text. Raises `Fault` if it is not valid YAML, or not supported."""
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        raise _fault(error.problem_mark or error.context_mark, error.problem or "not YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Fault(line, None, f"character U+{error.character:04X} is not allowed in YAML") from error


def _fault(mark: yaml.Mark | None, what: str) -> Fault:
    return Fault(1, None, what) if mark is None else Fault(mark.line + 1, mark.column + 1, what)
