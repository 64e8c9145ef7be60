"""Rows of results as an aligned table, as JSON or as CSV."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from ringwise._ringwise import HashRing
from ringwise._text import pad, printable, width
from ringwise.command._failure import Failure
from ringwise.command._terminal import has_colours

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
_GAP = "  "


class Column(NamedTuple):
    """A column: its name in JSON and CSV, its heading in a table, and the format of its values in a table."""

    name: str
    heading: str
    shown: Callable[[Any], str] = str
    right: bool = False
    exact: bool = False
    """Whether it has integers that JavaScript would round. In JSON they are strings."""
    tabled: bool = True
    """Whether it is shown in a table."""

    def cell(self, value: Any) -> str:
        """Return a value for a table."""
        return "-" if value is None else printable(self.shown(value))

    def json(self, value: Any) -> Any:
        """Return a value for JSON."""
        return str(value) if self.exact and value is not None else value


def text_column(name: str, heading: str | None = None) -> Column:
    """Return a column of text."""
    return Column(name, heading or name)


def node_column(ring: HashRing, name: str, heading: str | None = None) -> Column:
    """Return a column of node names, as wide as the longest name, so that streamed rows are aligned."""
    widest = max((width(printable(node)) for node in ring.nodes()), default=0)
    return Column(name, pad(heading or name, max(widest, width(heading or name))))


def number_column(name: str, heading: str | None = None, shown: Callable[[Any], str] = str, exact: bool = False) -> Column:
    """Return a column of numbers, aligned to the right in a table."""
    return Column(name, heading or name, shown, True, exact)


Row = Sequence[Any]


class _Lines:
    """The lines that a CSV writer writes."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def write(self, line: str) -> None:
        """Take a line, and change its end."""
        self.texts.append(line.removesuffix("\r\n") + "\n")


class Output:
    """Standard output in one of the formats `table`, `json` and `csv`.

    Text is UTF-8 in every locale, as names are. Bytes of keys that are not UTF-8 are written unchanged.
    """

    def __init__(self, form: str = "table", colours: str = "auto") -> None:
        self.form = form
        if sys.stdout is None:
            raise Failure("standard output is closed")
        self._stream: BinaryIO = sys.stdout.buffer
        self._colours = has_colours(colours, self._stream)

    def write(self, text: str) -> None:
        """Write a text unchanged."""
        self._stream.write(text.encode("utf-8", "surrogateescape"))

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def styled(self, text: str, style: str) -> str:
        """Return a text in a style, if colours are on."""
        return f"{style}{text}{PLAIN}" if self._colours else text

    def document(
        self, columns: Sequence[Column], rows: Iterable[Row], *, name: str, facts: Mapping[str, Any], notes: Iterable[str] = ()
    ) -> None:
        """Write rows and facts about them: a JSON object with the rows under `name`, a table with notes, or the rows as CSV."""
        if self.form == "json":
            self.write(dumped({**facts, name: [objects(columns, row) for row in rows]}))
        elif self.form == "csv":
            self._csv(columns, rows)
        else:
            self._table(columns, list(rows))
            for note in notes:
                self.write(printable(note) + "\n")
        self.flush()

    def stream(self, columns: Sequence[Column], batches: Iterable[Sequence[Row]]) -> None:
        """Write rows as they come: a JSON object a line, lines of CSV, or a table whose columns are as wide as the widest so far."""
        widths = [width(column.heading) for column in columns]
        # The heading is written with the first rows, whose widths it shares; and without them, if there are none.
        for number, batch in enumerate(chain(batches, [[]])):
            if self.form == "json":
                self.write("".join(json.dumps(objects(columns, row)) + "\n" for row in batch))
            elif self.form == "csv":
                self._csv(columns, batch, heading=number == 0)
            else:
                self._table(columns, batch, widths, heading=number == 0)
            self.flush()

    def _csv(self, columns: Sequence[Column], rows: Iterable[Row], heading: bool = True) -> None:
        lines = _Lines()
        # So that a carriage return in a field is quoted, as a line's end is; the lines themselves end as all lines here.
        writer = csv.writer(lines, lineterminator="\r\n")
        if heading:
            writer.writerow(column.name for column in columns)
        writer.writerows(rows)
        self.write("".join(lines.texts))

    def _table(self, columns: Sequence[Column], rows: Sequence[Row], widths: list[int] | None = None, heading: bool = True) -> None:
        shown = [place for place, column in enumerate(columns) if column.tabled]
        columns = [columns[place] for place in shown]
        widths = widths or [width(column.heading) for column in columns]
        cells = [[columns[column].cell(row[place]) for column, place in enumerate(shown)] for row in rows]
        for place, column in enumerate(zip(*cells, strict=True)):
            widths[place] = max(widths[place], max(map(width, column)))
        if heading:
            self.write(self.styled(line(columns, [column.heading for column in columns], widths), BOLD) + "\n")
        self.write("".join(line(columns, row, widths) + "\n" for row in cells))


def line(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line of printable cells, aligned. The last cell keeps its own spaces and gets no padding."""
    *firsts, last = zip(columns, cells, widths, strict=True)
    placed = [pad(cell, wide, column.right) for column, cell, wide in firsts]
    column, cell, wide = last
    return _GAP.join([*placed, pad(cell, wide, True) if column.right else cell])


def exact_column(name: str) -> Column:
    """Return a column of integers that JavaScript would round. It is not shown in a table."""
    return Column(name, name, str, True, True, False)


def objects(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    """Return a row for JSON, by the names of its columns."""
    return {column.name: column.json(value) for column, value in zip(columns, row, strict=True)}


def dumped(value: Any) -> str:
    """Return a value as indented JSON."""
    return json.dumps(value, indent=2) + "\n"
