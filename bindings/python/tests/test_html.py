"""Tests that the HTML of a ring is well-formed, short, and safe for any names."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwise import HashRing

EMPTY = {"br", "hr", "img", "input", "link", "meta"}


class Reader(HTMLParser):
    """Reads the rows of cells in HTML, and fails if it is not well-formed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.widths: list[float] = []
        self.rows: list[list[str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in EMPTY
        assert {name for name, _ in attrs} <= {"class", "style", "title"}
        self.open.append(tag)
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if style := dict(attrs).get("style"):
            found = re.fullmatch(r"(?:width|left): (\d+\.\d\d)%", style)
            assert found
            self.widths.append(float(found[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data
        elif self.open[-1] != "style":
            self.text += data


def read(ring: HashRing) -> Reader:
    reader = Reader()
    reader.feed(ring._repr_html_())
    reader.close()
    assert reader.open == []
    assert reader.tags <= {"div", "style", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "i", "b"}
    return reader


def test_it_shows_the_balance() -> None:
    ring = HashRing({"a": {"weight": 2, "zone": "east"}, "b": {"zone": "west"}, "c": 0})
    shares, shown = ring.shares(), read(ring)
    assert shown.rows[0] == ["node", "zone", "weight", "share", "", "of fair"]
    ratios = {name: f"{share.fraction / share.fair:.2f}" if share.fair else "drained" for name, share in shares.items()}
    assert shown.rows[1:] == [
        ["a", "east", "2", f"{shares['a'].fraction:.2%}", "", ratios["a"]],
        ["b", "west", "1", f"{shares['b'].fraction:.2%}", "", ratios["b"]],
        ["c", "", "0", "0.00%", "", "drained"],
    ]
    assert shown.text == f"HashRing native-v1: 3 nodes, 480 points; the fullest has {ring.stats().max_over_fair:.2f} times its fair share"
    assert max(shown.widths) == 100


def test_of_many_nodes_it_shows_the_fullest() -> None:
    ring = HashRing(f"node-{number}" for number in range(1000))
    shown = read(ring)
    fullest = sorted(ring.shares().items(), key=lambda item: item[1].fraction, reverse=True)[:50]
    assert [row[0] for row in shown.rows[1:]] == [name for name, _ in fullest]
    assert shown.text.endswith("and 950 more, each less full than these")
    assert len(ring._repr_html_()) < 30_000


def test_names_are_text_and_nothing_else() -> None:
    names = ["<script>alert(1)</script>", "\"'&amp;", "a\nb", "</td>", "<!--"]
    shown = read(HashRing({name: {"zone": name} for name in names}))
    assert {row[0] for row in shown.rows[1:]} == {row[1] for row in shown.rows[1:]} == set(names)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.integers(0, 3), max_size=60))
def test_it_is_well_formed_whatever_the_nodes(nodes: dict[str, int]) -> None:
    shown = read(HashRing(nodes, vnodes=3))
    assert len(shown.rows) == (min(len(nodes), 50) + 1 if nodes else 0)
    assert all(0 <= width <= 100 for width in shown.widths)


@pytest.mark.parametrize(("profile", "text"), [("envoy_maglev", "2 nodes, 65,537 points"), ("ketama", "2 nodes, 320 points")])
def test_it_shows_every_profile(profile: str, text: str) -> None:
    shown = read(HashRing(["10.0.0.1:80", "10.0.0.2:80"], profile=profile))
    assert shown.text.startswith(f"HashRing {profile}: {text}")


def test_a_ring_without_nodes() -> None:
    assert read(HashRing()).text == "HashRing native-v1: 0 nodes, 0 points"
    assert read(HashRing({"a": 0})).rows[1][-1] == "drained"
