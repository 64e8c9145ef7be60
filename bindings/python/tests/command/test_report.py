"""Tests that a report is one self-contained page with all its sections."""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

from process import ringwise

from ringwise import HashRing
from ringwise.pictures import DARK, LIGHT

VOID = {"meta", "link", "br", "img"}


class Page(HTMLParser):
    """The content of a page. Parsing fails if elements are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.cells: list[str] = []
        self.words: list[str] = []
        self.terms: list[str] = []
        self.facts: list[str] = []
        self.headings: list[str] = []
        self.counts: dict[str, int] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value or "")
            if name in ("src", "href", "xlink:href", "action", "data", "srcset"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "dd"):
            self.cells.append(data)
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data)
        for tag, found in (("text", self.words), ("dt", self.terms), ("dd", self.facts)):
            if self.open and self.open[-1] == tag:
                found.append(data)


def report(*arguments: str, folder: Path) -> tuple[str, Page]:
    """Writes a report, and reads it."""
    done = ringwise("report", *arguments, "--output", "report.html", folder=folder)
    assert done == (0, "", "")
    text = (folder / "report.html").read_text("utf-8")
    return text, Page(text)


def test_it_holds_the_pictures_and_the_tables(folder: Path) -> None:
    ring = HashRing({"a": 1, "b": 2, "c": {"zone": "east"}}, seed=5)
    (folder / "ring").write_bytes(ring.to_bytes())
    _, page = report("--ring", "ring", folder=folder)
    assert page.headings == ["The ring of ring", "The ring", "Shares", "Each node", "If a node is lost", "Options"]
    assert (page.counts["svg"], page.counts["table"]) == (2, 3)
    assert ring.fingerprint() in page.cells
    for name, share in ring.shares().items():
        assert {name, f"{100 * share.fraction:.3f} %"} <= set(page.cells)
    fullest = max(share.fraction / share.fair for share in ring.forecast(["b"]).values() if share.fair)
    assert f"{fullest:.3f}×" in page.cells


def test_with_a_second_ring_it_holds_the_plan(folder: Path) -> None:
    for words in (["--after", "after.toml"], ["--add", "cache-5", "--remove", "cache-1"]):
        _, page = report("--ring", "members.toml", *words, folder=folder)
        assert (page.counts["svg"], page.counts["table"]) == (5, 7)
        assert {"The plan", "Moves from node to node", "Shares after"} <= set(page.headings)
        plan = json.loads(ringwise("plan", "members.toml", "after.toml", "--json", folder=folder).out)
        assert f"{100 * plan['moved_fraction']:.3f} %" in page.cells


def test_it_needs_nothing_else(folder: Path) -> None:
    text, page = report("--ring", "members.toml", "--after", "after.toml", folder=folder)
    assert page.addresses and all(address == "data:," or address.startswith("#") for address in page.addresses)
    assert "script" not in page.counts and "@import" not in text
    assert set(re.findall(r"https?://[^\"' ]*", text)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "default-src 'none'" in text
    assert len(page.ids) == len(set(page.ids))
    assert {f"#{address[1:]}" for address in page.addresses if address != "data:,"} <= {f"#{name}" for name in page.ids}


def test_its_pictures_have_the_colours_of_the_page(folder: Path) -> None:
    text, _ = report("--ring", "members.toml", folder=folder)
    head, body = text.split("<body>")
    assert not re.findall(r"#[0-9a-f]{6}\b", body)
    used = set(re.findall(r"var\(--([\w-]+)\)", body))
    assert {"paper", "ink", "blue-0"} <= used <= set(LIGHT.colours)
    for theme in (LIGHT, DARK):
        assert all(f"--{use}: {colour};" in head for use, colour in theme.colours.items())


def test_names_are_text_and_nothing_more(folder: Path) -> None:
    name = "<script>alert(1)</script>&amp;'\""
    (folder / "ring").write_bytes(HashRing([name, "b"]).to_bytes())
    text, page = report("--ring", "ring", "--add", "<b>", folder=folder)
    assert "script" not in page.counts and "b" not in page.counts
    assert name in page.cells


def test_pictures_keep_the_names_of_nodes(folder: Path) -> None:
    """Within the page, their ids and colours differ."""
    names = {"#4477aa", 'id="x" url(#y)', 'href="#z"', "<metadata>"}
    (folder / "ring").write_bytes(HashRing([*names, "b"]).to_bytes())
    _, page = report("--ring", "ring", folder=folder)
    assert all(page.words.count(name) == 2 for name in names)


def test_it_tells_of_the_replicas_that_were_asked_for(folder: Path) -> None:
    ring = HashRing({"a": 1, "b": 2, "c": 1, "d": 1})
    (folder / "ring").write_bytes(ring.to_bytes())
    for replicas in (1, 2):
        _, page = report("--ring", "ring", "--replicas", str(replicas), folder=folder)
        shares = ring.shares(replicas).values()
        facts = dict(zip(page.terms, page.facts, strict=True))
        assert facts["replicas"] == str(replicas)
        assert facts["fullest/fair"] == f"{max(share.fraction / share.fair for share in shares):.3f}×"
        assert facts["emptiest/fair"] == f"{min(share.fraction / share.fair for share in shares):.3f}×"
        assert {f"{100 * share.fraction:.3f} %" for share in shares} <= set(page.words)


def test_a_name_of_a_file_may_be_no_text(folder: Path) -> None:
    path = os.fsencode(folder) + b"/\xff.toml"
    with open(path, "wb") as file:
        file.write((folder / "members.toml").read_bytes())
    text, _ = report("--ring", os.fsdecode(path), folder=folder)
    assert r"\udcff.toml" in text


def test_it_is_the_same_every_day(folder: Path) -> None:
    assert report("--ring", "members.toml", folder=folder)[0] == report("--ring", "members.toml", folder=folder)[0]


def test_of_very_many_nodes_it_says_what_it_leaves_out(folder: Path) -> None:
    (folder / "ring").write_bytes(HashRing([f"n{number}" for number in range(1200)], vnodes=4).to_bytes())
    text, _ = report("--ring", "ring", folder=folder)
    assert "1,000 of 1,200" in text and "100 of 1,200" in text


def test_a_ring_without_nodes_has_one_too(folder: Path) -> None:
    (folder / "ring").write_bytes(HashRing().to_bytes())
    report("--ring", "ring", folder=folder)
