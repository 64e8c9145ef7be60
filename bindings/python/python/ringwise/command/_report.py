"""`ringwise report`: all that there is to know of a ring, as one page that opens anywhere."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ringwise._ringwise import HashRing, Plan
from ringwise._text import percent, times, whole
from ringwise.command import _balance, _forecast, _members, _plan
from ringwise.command._flags import add_replicas
from ringwise.command._output import Row, number_column, text_column
from ringwise.command._pictures import check_ending, need_plotting

if TYPE_CHECKING:
    from ringwise.pictures import Section

NAME = "report"
SUMMARY = "write all about a ring, and about a change of it, as one page of HTML that opens offline"
EXAMPLES = """\
  ringwise report --ring members.toml --output report.html
  ringwise report --ring before.toml --after after.toml --replicas 2 --output report.html
  ringwise report --ring before.toml --add cache-4 --output report.html
"""

# As many rows as anybody scrolls through.
_MOST_ROWS = 1000
_MOST_LOSSES = 100


def add_arguments(parser: ArgumentParser) -> None:
    """Give the parser of this subcommand its arguments."""
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the page: FILE.html")
    parser.add_argument("--after", metavar="FILE", help="members that are to take the ring's place: the page has the plan too")
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
        sections += [*_changes(plan), *_sections(after, given.replicas, " after")]
    # A file's name may be no text at all.
    name = "these nodes" if given.ring is None else given.ring.encode("utf-8", "backslashreplace").decode()
    data = page(f"The ring of {name}", _facts(ring, given.replicas, plan), sections).encode()
    with open(given.output, "wb") as file:
        file.write(data)
    return 0


def _facts(ring: HashRing, replicas: int, plan: Plan | None) -> dict[str, str]:
    """Return the figures to begin with, by what they are."""
    stats, even = ring.stats(), _balance.evenness(ring.shares(replicas))
    facts = {
        "nodes": whole(stats.nodes),
        "points": whole(stats.points),
        "bytes": whole(stats.bytes),
        "copies of a key": whole(replicas),
        "fullest/fair": times(even.fullest),
        "emptiest/fair": times(even.emptiest),
        "deviation": percent(even.deviation),
    }
    if plan is not None:
        facts |= {"moved by the plan": percent(plan.moved_fraction), "must move at least": percent(plan.minimum_fraction)}
    return facts | {"profile": ring.profile, "fingerprint": ring.fingerprint()}


def _sections(ring: HashRing, replicas: int, when: str = "") -> Iterator["Section"]:
    """Yield what the page says of one ring."""
    from ringwise.pictures import LIGHT, Section, Table, draw_ring, draw_shares

    owners = "" if replicas == 1 else "of the owners alone: the first copies"
    yield Section(f"The ring{when}", draw_ring(ring, LIGHT), owners)
    yield Section(f"Shares{when}", draw_shares(ring, LIGHT), owners)
    columns, rows, _ = _balance.table(ring, replicas)
    rows.sort(key=lambda row: -(row[5] or 0))
    yield Section(f"Each node{when}", Table(columns, rows[:_MOST_ROWS]), _left_out("the fullest first", len(rows), _MOST_ROWS))
    lost = [row[0] for row in rows if row[5]]
    losses = Table(_forecast.loss_columns(ring), list(_forecast.losses(ring, lost[:_MOST_LOSSES], replicas)))
    note = _left_out("who takes most of it, and who is fullest then", len(lost), _MOST_LOSSES)
    yield Section(f"If a node is lost{when}", losses, note)
    options: list[Row] = list(ring.options.items())
    yield Section(f"Options{when}", Table([text_column("option"), text_column("value")], options), "all that are in force")


def _changes(plan: Plan) -> Iterator["Section"]:
    """Yield what the page says of a plan."""
    from ringwise.pictures import LIGHT, Section, Table, draw_plan

    yield Section("The plan", draw_plan(plan, LIGHT))
    columns = (text_column("source", "from"), text_column("target", "to"), number_column("share", shown=percent))
    rows: list[Row] = [(source, target, parts / plan.total) for (source, target), parts in _plan.ranked(plan)]
    yield Section("Who gives to whom", Table(columns, rows[:_MOST_ROWS]), _left_out("the most first", len(rows), _MOST_ROWS))


def _left_out(note: str, count: int, shown: int) -> str:
    """Return a note, with what a table leaves out."""
    return note if count <= shown else f"{note}; {whole(shown)} of {whole(count)}"
