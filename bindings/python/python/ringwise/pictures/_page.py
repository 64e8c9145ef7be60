"""A self-contained page of HTML, with its pictures, in the light or dark colours of the reader."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import NamedTuple
from xml.etree import ElementTree

from matplotlib.figure import Figure

from ringwise._ringwise import __version__
from ringwise._text import printable
from ringwise.pictures._canvas import svg
from ringwise.pictures._theme import DARK, LIGHT, Theme

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
# The header of an SVG file, which an embedded picture must not have.
_OUTSIDE = {f"{_SVG}metadata", f"{_SVG}style"}
_REFERENCE = re.compile(r"(?<=url\(#)")
_COLOUR = re.compile("#[0-9a-f]{6}")


class Heading(NamedTuple):
    """The heading of a column. Columns of numbers are aligned to the right."""

    text: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A table: headings and rows of text."""

    headings: Sequence[Heading]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A section of a page: a picture in the colours of `LIGHT`, or a table."""

    title: str
    content: Figure | Table
    note: str = ""


def page(title: str, facts: Mapping[str, str], sections: Iterable[Section]) -> str:
    """Return a page of HTML with these figures at the top, and these sections below."""
    body = [f"<h1>{_text(title)}</h1>", _facts(facts), *(_section(number, section) for number, section in enumerate(sections))]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="ringwise {__version__}">
<title>{_text(title)}</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; {_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
{(resources.files("ringwise.pictures") / "page.css").read_text("utf-8")}</style>
</head>
<body>
{chr(10).join(body)}
<footer>ringwise {__version__}. Every figure is exact: it comes from the arcs of the ring, not from samples.</footer>
</body>
</html>
"""


def _variables(theme: Theme) -> str:
    return " ".join(f"--{use}: {colour};" for use, colour in theme.colours.items())


def _text(text: str) -> str:
    return escape(printable(text))


def _facts(facts: Mapping[str, str]) -> str:
    items = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in facts.items())
    return f"<dl>{items}</dl>"


def _section(number: int, section: Section) -> str:
    content, note = section.content, f"<p>{_text(section.note)}</p>" if section.note else ""
    if isinstance(content, Figure):
        shown = f'<figure role="img" aria-label="{_text(section.title)}">{_within(content, f"p{number}-")}</figure>'
    else:
        shown = f'<div class="table" tabindex="0">{_table(content)}</div>'
    return f"<section><h2>{_text(section.title)}</h2>{note}{shown}</section>"


def _within(figure: Figure, mark: str) -> str:
    """Return a picture for embedding: of the page's width and colours, with ids that no other picture has."""
    root = ElementTree.fromstring(svg(figure))
    root.attrib = {"viewBox": root.attrib["viewBox"]}
    uses = {colour: f"var(--{use})" for use, colour in LIGHT.colours.items()}
    for element in list(root.iter()):
        for child in [child for child in element if child.tag in _OUTSIDE]:
            element.remove(child)
        # Only attributes change; names in the text stay as they are.
        element.attrib = {name.replace(_XLINK, "xlink:"): _adapted(name, value, mark, uses) for name, value in element.attrib.items()}
        element.tag = element.tag.removeprefix(_SVG)
    return ElementTree.tostring(root, "unicode").strip()


def _adapted(name: str, value: str, mark: str, uses: Mapping[str, str]) -> str:
    """Return the value of an attribute with the ids and colours of the page."""
    if name == "id":
        return mark + value
    if name.endswith("href"):
        return value.replace("#", f"#{mark}", 1)
    return _COLOUR.sub(lambda found: uses.get(found[0], found[0]), _REFERENCE.sub(mark, value))


def _table(table: Table) -> str:
    kinds = [' class="number"' if heading.number else "" for heading in table.headings]
    head = "".join(f"<th{kind}>{_text(heading.text)}</th>" for kind, heading in zip(kinds, table.headings, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{kind}>{_text(cell)}</td>" for kind, cell in zip(kinds, row, strict=True)) + "</tr>\n" for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>"
