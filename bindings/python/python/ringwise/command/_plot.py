"""`ringwise plot`: pictures of a ring, its shares or a plan."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import TYPE_CHECKING

from ringwise.command import _members, _plan
from ringwise.command._flags import add_replicas
from ringwise.command._pictures import check_ending, need_plotting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ringwise.pictures import Theme

NAME = "plot"
SUMMARY = "draw a ring, its shares, or a plan, as SVG or PNG"
EXAMPLES = """\
  ringwise plot ring --ring members.toml --output ring.svg
  ringwise plot shares --ring members.toml --output shares.png --theme dark
  ringwise plot plan before.toml after.toml --output plan.svg
"""

_PICTURES = {
    "ring": "the segments of the ring by node and zone",
    "shares": "the share of each node and its fair share",
    "plan": "what moves from node to node",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    pictures = parser.add_subparsers(title="pictures", metavar="PICTURE", dest="picture", required=True)
    for name, words in _PICTURES.items():
        examples = [line for line in EXAMPLES.splitlines() if f"plot {name} " in line]
        picture = pictures.add_parser(
            name,
            help=words,
            description=f"Draw {words}.",
            epilog="\n".join(["examples:", *examples]),
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if name == "plan":
            _plan.add_rings(picture)
        add_replicas(picture)
        _members.add_flags(picture)
        _add_output(picture)


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the picture: FILE.svg, or FILE.png of 1600 pixels width")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="the colours")


def run(given: Namespace) -> int:
    """Write the picture."""
    check_ending(given.output, (".svg", ".png"))
    draw = _DRAWN[given.picture](given)
    from ringwise.pictures import THEMES, save

    save(draw(THEMES[given.theme]), given.output)
    return 0


Draw = Callable[["Theme"], "Figure"]


def _ring(given: Namespace) -> Draw:
    ring = _members.ring_of(given)
    need_plotting("a picture")
    from ringwise.pictures import draw_ring

    return lambda theme: draw_ring(ring, theme, given.replicas)


def _shares(given: Namespace) -> Draw:
    ring = _members.ring_of(given)
    need_plotting("a picture")
    from ringwise.pictures import draw_shares

    return lambda theme: draw_shares(ring, theme, given.replicas)


def _plan_picture(given: Namespace) -> Draw:
    plan = _plan.plan_of(*_plan.rings_of(given), given.replicas)
    need_plotting("a picture")
    from ringwise.pictures import draw_plan

    return lambda theme: draw_plan(plan, theme, given.replicas)


_DRAWN: dict[str, Callable[[Namespace], Draw]] = {"ring": _ring, "shares": _shares, "plan": _plan_picture}
