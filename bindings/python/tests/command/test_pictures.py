"""Tests that pictures are complete, legible with any number of nodes, and reproducible."""

import struct
import xml.etree.ElementTree as xml
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from process import ringwise

from ringwise import HashRing, UnsupportedError, profiles
from ringwise._evenness import evenness
from ringwise.pictures import DARK, LIGHT, THEMES, draw_plan, draw_ring, draw_shares, svg
from ringwise.pictures._ring import _exact as exact
from ringwise.pictures._ring import _owned as owned
from ringwise.pictures._shares import _signed as signed

SVG = "{http://www.w3.org/2000/svg}"
# Names that look like markup.
MARKUP = ["#4477aa", 'id="x" url(#y)', 'href="#z"', "var(--ink)"]
LONG = "cache-{:03}.a-rather-long-name-of-a-host.europe.example.com:11211"


def ring(nodes: int, zones: int = 0, name: str = "cache-{}", **options: int) -> HashRing:
    """Returns a ring of nodes with different weights."""
    members = {name.format(node): {"weight": 1 + node % 3 // 2} for node in range(nodes)}
    for node, fields in enumerate(members.values()):
        if zones:
            fields["zone"] = f"zone-{node % zones}"  # type: ignore[assignment]
    return HashRing(members, **options)  # type: ignore[arg-type]


RINGS = {
    "none": ring(0),
    "drained": HashRing({"a": 0}),
    "one": ring(1),
    "five": ring(5),
    "five in zones": ring(5, 3),
    "as many as have colours": ring(18),
    "one more": ring(19),
    "as many as have rows": ring(20, 2),
    "one too many": ring(21, 7),
    "two hundred": ring(200, 5),
    "two hundred without zones": ring(200),
    "long names": ring(30, 12, LONG),
    "long zones": HashRing({f"n{n}": {"zone": f"availability-zone-{n}-of-the-west"} if n < 9 else {} for n in range(12)}),
    "wide zones": HashRing({f"n{n}": {"zone": "W" * 30 + str(n)} for n in range(6)}),
    "wide names": HashRing(["W" * length for length in range(1, 60, 3)]),
    "few points": ring(3, vnodes=1),
    "a table": HashRing(["10.0.0.1:80", "10.0.0.2:80"], profile="envoy_maglev"),
    "capped": ring(50, cap=105),
    "odd names": HashRing(
        ["$x^2$", "a & b <c>", "\x1b[31m", "東京" * 20, "\u202eabc", " ", "_\\frac{1}{2}", *MARKUP, "\ufffe\uffff", "a\u200bb\u061c"]
    ),
    "longest names": HashRing([letter * 65535 for letter in "abc"] + ["é" * 32767, "\u0301" * 32767]),
    "wild weights": HashRing({"a": 1, "b": 5000, "c": 1}, vnodes=1),
}

PLANS = {
    "nothing": (ring(3), ring(3)),
    "from nobody": (ring(0), ring(3)),
    "two pairs": (ring(3), ring(2)),
    "forty pairs": (ring(20), HashRing([*ring(20), "new-1", "new-2"])),
    "forty targets": (ring(41), ring(40)),
    "two hundred": (ring(200), HashRing([*ring(197), *(f"new-{number}" for number in range(20))])),
    "long names": (ring(30, name=LONG), ring(12, name=LONG)),
}


def texts(figure: Figure) -> list[Text]:
    """Returns the texts of a picture."""
    return [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text() and text.get_visible()]


def check_legible(figure: Figure) -> None:
    """Checks that all text is inside the picture, and that texts do not overlap."""
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
    assert boxes
    wide, high = figure.get_size_inches() * figure.dpi
    for text, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= high, text
    for (text, box), (other, its) in combinations(boxes, 2):
        apart = box.x1 <= its.x0 or its.x1 <= box.x0 or box.y1 <= its.y0 or its.y1 <= box.y0
        assert apart, f"{text!r} stands on {other!r}"


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("which", RINGS)
def test_rings_and_shares_are_legible(which: str) -> None:
    for figure in (draw_ring(RINGS[which], LIGHT), draw_shares(RINGS[which], LIGHT)):
        check_legible(figure)
        xml.fromstring(svg(figure))


@pytest.mark.parametrize("which", PLANS)
@pytest.mark.parametrize("replicas", [1, 3])
def test_plans_are_legible(which: str, replicas: int) -> None:
    before, after = PLANS[which]
    figure = draw_plan(before.plan(after, replicas), LIGHT, replicas)
    check_legible(figure)
    assert any(f"{replicas} copies" in word for word in words_of(figure)) == (replicas > 1)
    xml.fromstring(svg(figure))


def test_names_are_written_as_they_are() -> None:
    written = {element.text for element in xml.fromstring(svg(draw_shares(RINGS["odd names"], LIGHT))).iter(f"{SVG}text")}
    assert {"$x^2$", "a & b <c>", r"\x1b[31m", r"\u202eabc", r"_\frac{1}{2}", *MARKUP, r"\ufffe\uffff", r"a\u200bb\u061c"} <= written


def test_few_nodes_are_all_named_and_of_many_the_fullest() -> None:
    few, many = RINGS["five"], RINGS["two hundred"]
    for draw in (draw_ring, draw_shares):
        assert set(few) <= {text.get_text() for text in texts(draw(few, LIGHT))}
        words = {text.get_text() for text in texts(draw(many, LIGHT))}
        shares = many.shares()
        full = sorted(many, key=lambda name: -shares[name].fraction / shares[name].fair)
        assert set(full[:8]) | {full[-1]} <= words
        assert any(word.endswith(" others") for word in words)
        assert {f"zone-{zone}" for zone in range(5)} <= words


def test_shortened_names_can_still_be_told_apart() -> None:
    words = [text.get_text() for text in texts(draw_shares(RINGS["long names"], LIGHT))]
    named = [word for word in words if "cache-" in word]
    assert len(named) == len(set(named)) == 13 and all(word.endswith("…") for word in named)


def test_what_a_plan_shows_adds_up() -> None:
    for before, after in PLANS.values():
        plan = before.plan(after)
        shown = [text.get_text() for text in texts(draw_plan(plan, LIGHT))[2:]]
        parts = [float(text.removesuffix(" %")) for text in shown if text.endswith(" %")]
        # Both sides are rounded.
        assert sum(parts) == pytest.approx(200 * plan.moved_fraction, abs=0.0005 * len(parts))


def words_of(figure: Figure) -> list[str]:
    """Returns the words on a picture."""
    return [text.get_text() for text in texts(figure)]


@pytest.mark.parametrize("which", ["five", "five in zones"])
@pytest.mark.parametrize("replicas", [1, 2, 3])
def test_pictures_show_the_replicas_that_were_asked_for(which: str, replicas: int) -> None:
    shares = RINGS[which].shares(replicas)
    over = [share.fraction / share.fair for share in shares.values()]
    expected = {f"{100 * share.fraction:.3f} %" for share in shares.values()}
    for draw in (draw_ring, draw_shares):
        figure = draw(RINGS[which], LIGHT, replicas)
        check_legible(figure)
        words = words_of(figure)
        assert expected <= set(words)
        assert any(f"{max(over):.3f}×" in word for word in words)
        assert any(f"{replicas} copies" in word for word in words) == (replicas > 1)


def test_evenness_is_that_of_stats() -> None:
    for which in RINGS.values():
        even, stats = evenness(which.shares()), which.stats()
        assert even == pytest.approx((stats.max_over_fair, stats.min_over_fair, stats.deviation))


@pytest.mark.parametrize("profile", profiles())
def test_arcs_are_the_ranges_of_owners(profile: str) -> None:
    members = ["10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"]
    given = {"cassandra": [5, -(2**62)], "points": [7, 2**31]}.get(profile)
    found = (
        HashRing({name: {"points": [point + place for point in given]} for place, name in enumerate(members)}, profile=profile)
        if given
        else HashRing(members, profile=profile)
    )
    try:
        ranges = {name: found.ranges(name) for name in found}
    except UnsupportedError:
        assert owned(found) == []
        return
    total = found.shares().total
    for name, its in ranges.items():
        arcs = [part for part, owner in exact(found) if owner == name]
        ends = {run.end / total for run in its if run.end} | ({1.0} if any(run.start >= run.end for run in its) else set())
        assert {end for _, end in arcs} == ends
        assert sum(end - start for start, end in arcs) == pytest.approx(found.shares()[name].fraction)


def test_the_longest_name_of_a_profile_has_room() -> None:
    longest = max((name for name in profiles() if name not in ("cassandra", "points")), key=len)
    members = {f"10.0.0.{node}:80": {"zone": f"zone-{node % 3}"} for node in range(50)}
    check_legible(draw_ring(HashRing(members, profile=longest), LIGHT, 2))


def test_as_many_zones_as_have_colours_are_named() -> None:
    assert {f"zone-{zone}" for zone in range(7)} <= set(words_of(draw_ring(ring(21, 7), LIGHT)))
    assert {"zone-4", "3 more"} <= set(words_of(draw_ring(ring(21, 8), LIGHT)))
    # Grey means no zone, if there are such nodes.
    mixed = HashRing({f"n{node}": {"zone": f"zone-{node}"} if node < 7 else {} for node in range(8)})
    assert {"zone-4", "2 more", "no zone"} <= set(words_of(draw_ring(mixed, LIGHT)))


def test_words_agree_with_numbers() -> None:
    assert "The ring of 1 node" in words_of(draw_ring(ring(1), LIGHT))
    assert "Shares of 1 node, owners" in words_of(draw_shares(ring(1), LIGHT))
    words = words_of(draw_plan(ring(0).plan(ring(1)), LIGHT))
    assert {"no node before", "1 node gets"} <= set(words) and not any("give" in word for word in words)


def test_almost_nothing_has_no_minus() -> None:
    assert [signed(part) for part in (-0.0004, 0.0, 0.0004, -0.1)] == ["+0.0 %", "+0.0 %", "+0.0 %", "\N{MINUS SIGN}10.0 %"]


def test_colours_of_a_theme_differ() -> None:
    """A page can therefore replace the colours of one theme by those of the other."""
    for theme in (LIGHT, DARK):
        assert len(set(theme.colours.values())) == len(theme.colours)
    assert LIGHT.colours.keys() == DARK.colours.keys()


def luminance(colour: str) -> float:
    """Returns the relative luminance of a colour as defined by WCAG."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_stands_out_from_its_paper() -> None:
    for theme in (LIGHT, DARK):
        for use in ("ink", "faint"):
            low, high = sorted(luminance(theme[colour]) for colour in (use, "paper"))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (theme.name, use)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "words", [["ring", "--ring", "members.toml"], ["shares", "--ring", "members.toml"], ["plan", "members.toml", "after.toml"]]
)
def test_files_are_what_their_names_say(words: list[str], theme: str, folder: Path) -> None:
    for ending in ("svg", "png"):
        done = ringwise("plot", *words, "--output", f"picture.{ending}", "--theme", theme, folder=folder)
        assert done == (0, "", "")
    picture = xml.parse(folder / "picture.svg").getroot()
    assert picture.tag == f"{SVG}svg" and THEMES[theme]["paper"] in (folder / "picture.svg").read_text()
    data = (folder / "picture.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", data[16:24]) == (1600, 632 if words[0] == "shares" else 1000)


def high(nodes: int) -> int:
    """Returns the height in dots of the shares of a number of nodes, without zones."""
    return int(round(draw_shares(ring(nodes), LIGHT).get_size_inches()[1] * 160))


def test_shares_of_few_nodes_leave_no_paper_empty() -> None:
    assert [high(nodes) for nodes in (0, 2, 3, 5, 20, 200)] == [424, 424, 504, 664, 1000, 1000]


def test_a_picture_is_the_same_every_day(folder: Path) -> None:
    for ending in ("svg", "png"):
        for name in ("one", "two"):
            ringwise("plot", "ring", "--ring", "members.toml", "--output", f"{name}.{ending}", folder=folder)
        assert (folder / f"one.{ending}").read_bytes() == (folder / f"two.{ending}").read_bytes()
