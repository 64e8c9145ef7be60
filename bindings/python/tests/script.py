"""Readers of the test data of all languages: golden vectors, which tests/README.md describes, and real keys."""

import gzip
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ringwise import HashRing, NodeOptions

SHARED = (Path(__file__).parent / "../../../tests").resolve()
VECTORS = SHARED / "vectors"


class Record(NamedTuple):
    """A line of a script: its number, its kind and its other fields."""

    line: int
    kind: str
    fields: list[str]

    def field(self, number: int) -> str:
        """Returns a field unchanged, or an empty text if the line is shorter."""
        return self.fields[number] if number < len(self.fields) else ""

    def text(self, number: int) -> str:
        """Returns a name, an identity or a zone."""
        field = self.field(number)
        return bytes.fromhex(field[4:]).decode() if field.startswith("hex:") else field

    def texts(self, number: int) -> list[str]:
        """Returns the texts from a field to the end."""
        return [self.text(place) for place in range(number, len(self.fields))]

    def options(self) -> NodeOptions:
        """Returns the fields of a `node` or `add` record, except the name."""
        options: NodeOptions = {"weight": int(self.field(1)), "zone": self.text(2) or None, "identity": self.text(3) or None}
        if vnodes := self.field(4):
            options["vnodes"] = int(vnodes)
        if points := self.field(5):
            options["points"] = [int(point) for point in points.split(",") if point != "-"]
        return options

    def value(self) -> int | str:
        """Returns the value in an `option` record."""
        return int(self.field(1)) if self.field(0) in ("vnodes", "seed", "cap", "load_factor") else self.field(1)


def records(file: Path) -> list[Record]:
    """Returns the records of a vector file without the notes."""
    read = gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text(encoding="utf-8")
    lines = enumerate(read.split("\n"), 1)
    split = ((number, line.split("\t")) for number, line in lines if line and not line.startswith("#"))
    return [Record(number, fields[0], fields[1:]) for number, fields in split]


def real_keys(count: int | None = None) -> list[str]:
    """Returns the first lines of tests/data/package-names.txt, or all."""
    lines: Iterator[str] = iter((SHARED / "data" / "package-names.txt").read_text(encoding="utf-8").split("\n")[:-1])
    return list(islice(lines, count))


def digest(ring: HashRing, keys: Iterable[str]) -> str:
    """Returns the digest of a ring over keys, as tests/README.md defines it."""
    state = 0xCBF29CE484222325
    for key in keys:
        for byte in "".join(f"{name}\n" for name in [*ring.get_nodes(key, 3), ""]).encode():
            state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{state:016x}"
