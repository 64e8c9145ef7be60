"""`ringwise report`: everything about a ring on one page of HTML."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ringwise._evenness import evenness
from ringwise._ringwise import HashRing, Plan
from ringwise._text import percent, times, whole
from ringwise.command import _balance, _forecast, _members, _plan
from ringwise.command._flags import add_replicas
from ringwise.command._output import Column, Row, number_column, text_column
from ringwise.command._pictures import check_ending, need_plotting

if TYPE_CHECKING:
    from ringwise.pictures import Section, Table

NAME = "report"
SUMMARY = "write a report of a ring, and of a change, as one page of HTML without external files"
EXAMPLES = """\
  ringwise report --ring members.toml --output report.html
  ringwise report --ring before.toml --after after.toml --replicas 2 --output report.html
  ringwise report --ring before.toml --add cache-4 --output report.html
"""

# The most rows that a reader may scroll through.
_MOST_ROWS = 1000
_MOST_LOSSES = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the page: FILE.html")
    parser.add_argument("--after", metavar="FILE", help="a file of members that replace the ring; adds the plan to the page")
    _plan.add_edits(parser)
    add_replicas(parser)
    _members.add_flags(parser)


def run(given: Namespace) -> int:
    """Write the page."""
    check_ending(given.output, (".html", ".htm"))
    ring = _members.ring_of(given)
    after = _plan.after_of(ring, given)
    plan = None if after is None else _plan.plan_of(ring, after, given.replicas)
    need_plotting("a report")
    from ringwise.pictures import page

    sections = list(_sections(ring, given.replicas))
    if after is not None and plan is not None:
        sections += [*_changes(plan, given.replicas), *_sections(after, given.replicas, " after")]
    text = page(f"The ring of {given.ring or 'these nodes'}", _facts(ring, plan, given.replicas), sections)
    # The name of a file may not be UTF-8. The text is encoded before the file is opened, so that a failure keeps an old page.
    Path(given.output).write_bytes(text.encode("utf-8", "backslashreplace"))
    return 0


def _facts(ring: HashRing, plan: Plan | None, replicas: int) -> dict[str, str]:
    """Return the figures at the top of the page, by label."""
    stats, even = ring.stats(), evenness(ring.shares(replicas))
    facts = {
        "nodes": whole(stats.nodes),
        "points": whole(stats.points),
        "bytes": whole(stats.bytes),
        "replicas": whole(replicas),
        "fullest/fair": times(even.fullest),
        "emptiest/fair": times(even.emptiest),
        "deviation": percent(even.deviation),
    }
    if plan is not None:
        facts |= {"moved by the plan": percent(plan.moved_fraction), "must move at least": percent(plan.minimum_fraction)}
    return facts | {"profile": ring.profile, "fingerprint": ring.fingerprint()}


def _sections(ring: HashRing, replicas: int, when: str = "") -> Iterator["Section"]:
    """Yield the sections on one ring."""
    from ringwise.pictures import LIGHT, Section, draw_ring, draw_shares

    yield Section(f"The ring{when}", draw_ring(ring, LIGHT, replicas))
    yield Section(f"Shares{when}", draw_shares(ring, LIGHT, replicas))
    columns, rows, _ = _balance.table(ring, replicas)
    rows.sort(key=lambda row: -(row[5] or 0))
    yield Section(f"Each node{when}", _table(columns, rows[:_MOST_ROWS]), _left_out("the fullest first", len(rows), _MOST_ROWS))
    lost = [row[0] for row in rows if row[5]]
    losses = _table(_forecast.loss_columns(ring), list(_forecast.losses(ring, lost[:_MOST_LOSSES], replicas)))
    note = _left_out("the node that receives most of its keys, and the node that is then fullest", len(lost), _MOST_LOSSES)
    yield Section(f"If a node is lost{when}", losses, note)
    options: list[Row] = list(ring.options.items())
    yield Section(f"Options{when}", _table([text_column("option"), text_column("value")], options), "the options in force")


def _changes(plan: Plan, replicas: int) -> Iterator["Section"]:
    """Yield the sections on a plan."""
    from ringwise.pictures import LIGHT, Section, draw_plan

    yield Section("The plan", draw_plan(plan, LIGHT, replicas))
    columns = (text_column("source", "from"), text_column("target", "to"), number_column("share", shown=percent))
    rows: list[Row] = [(source, target, parts / plan.total) for (source, target), parts in _plan.ranked(plan)]
    yield Section("Moves from node to node", _table(columns, rows[:_MOST_ROWS]), _left_out("the largest first", len(rows), _MOST_ROWS))


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> "Table":
    """Return rows as a table of the page."""
    from ringwise.pictures import Heading, Table

    shown = [(place, column) for place, column in enumerate(columns) if column.tabled]
    headings = [Heading(column.heading.strip(), column.right) for _, column in shown]
    return Table(headings, [[column.cell(row[place]) for place, column in shown] for row in rows])


def _left_out(note: str, count: int, shown: int) -> str:
    """Return a note, with the number of rows that a table leaves out."""
    return note if count <= shown else f"{note}; {whole(shown)} of {whole(count)}"
