"""A page of HTML that needs nothing else: pictures within it, light or dark as its reader is used to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from xml.etree import ElementTree

from matplotlib.figure import Figure

from ringwise._ringwise import __version__
from ringwise._text import printable
from ringwise.command._output import Column, Row
from ringwise.pictures._canvas import svg
from ringwise.pictures._theme import DARK, LIGHT, Theme

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)
# What a picture of its own has, and one within a page must not.
_ALONE = {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}
_REFERENCE = re.compile(r"url\(#|^#(?=[a-zA-Z])")


@dataclass(frozen=True)
class Table:
    """Rows, and the columns that say how they are shown."""

    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Section:
    """A part of a page: a picture in the colours of `LIGHT`, or a table."""

    title: str
    content: Figure | Table
    note: str = ""


def page(title: str, facts: Mapping[str, str], sections: Iterable[Section]) -> str:
    """Return a page of HTML with these figures at its top, and these sections below."""
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
    """Return a picture to stand within a page: as wide as that, its colours the page's, its ids no other picture's."""
    root = ElementTree.fromstring(svg(figure))
    for parent in root.iter():
        for child in [child for child in parent if child.tag in _ALONE]:
            parent.remove(child)
    # Of attributes alone: what stands in a text is somebody's name.
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, _of_page(name, value, mark))
    root.attrib = {"viewBox": root.attrib["viewBox"]}
    return ElementTree.tostring(root, encoding="unicode").strip()


def _of_page(name: str, value: str, mark: str) -> str:
    """Return the value of a picture's attribute as it is within a page."""
    if name == "id":
        return mark + value
    value = _REFERENCE.sub(rf"\g<0>{mark}", value)
    for use, colour in LIGHT.colours.items():
        value = value.replace(colour, f"var(--{use})")
    return value


def _table(table: Table) -> str:
    columns = [(place, column) for place, column in enumerate(table.columns) if column.tabled]
    kinds = {True: ' class="number"', False: ""}
    head = "".join(f"<th{kinds[column.right]}>{_text(column.heading.strip())}</th>" for _, column in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td{kinds[column.right]}>{escape(column.cell(row[place]))}</td>" for place, column in columns) + "</tr>\n"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>"
