"""Tests of unusual names, keys and numbers: each is read back unchanged."""

import csv
import io
import json
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest
from process import COMMAND, NEVER, environment, ringwise

from ringwise import HashRing


def test_csv_is_read_back_as_it_was_meant(folder: Path) -> None:
    keys = ["a\r", "b,c", 'd"e', "\r", "plain"]
    out = ringwise("where", "--node", "x", "--csv", folder=folder, given="".join(f"{key}\n" for key in keys).encode()).out
    assert "\r\n" not in out
    assert list(csv.reader(io.StringIO(out, newline=""))) == [["key", "node"], *([key, "x"] for key in keys)]


def test_the_summary_is_of_the_copies_that_were_asked_for(folder: Path) -> None:
    nodes = ["--node", "a", "--node", "b,weight=3", "--node", "c"]
    found = json.loads(ringwise("balance", *nodes, "--replicas", "2", "--json", folder=folder).out)
    ratios = [node["over_fair"] for node in found["nodes"]]
    assert (found["max_over_fair"], found["min_over_fair"]) == (max(ratios), min(ratios))
    shares = HashRing({"a": 1, "b": 3, "c": 1}).shares(2)
    assert found["max_over_fair"] == pytest.approx(max(share.fraction / share.fair for share in shares.values()))
    assert f"of 2 copies: fullest {max(ratios):.3f}×" in ringwise("balance", *nodes, "-c", "2", folder=folder).out


def test_keys_that_move_are_named(folder: Path) -> None:
    before, after = HashRing(["a", "b", "c"]), HashRing(["a", "b", "c", "d"])
    out = ringwise("plan", *(f"--node={name}" for name in "abc"), "--add", "d", "--keys", "keys.txt", "--moves", "--csv", folder=folder).out
    rows = list(csv.DictReader(io.StringIO(out)))
    keys = (folder / "keys.txt").read_text().split()
    assert [(row["key"], row["source"], row["target"]) for row in rows] == [
        (key, before[key], after[key]) for key in keys if before[key] != after[key]
    ]


def test_what_a_cap_would_move_is_told(folder: Path) -> None:
    nodes = [f"cache-{number}" for number in range(10)]
    flags = [f"--node={name}" for name in nodes]
    found = json.loads(ringwise("plan", *flags, "--set", "cap=105", "--json", folder=folder).out)
    assert found["moved"] == str(HashRing(nodes).plan(HashRing(nodes, cap=105)).moved) != "0"


def test_members_come_from_standard_input_too(folder: Path) -> None:
    found = ringwise("where", "user:42", "--ring", "-", "--csv", folder=folder, given=b'{"nodes": ["a"]}')
    assert found == (0, "key,node\nuser:42,a\n", "")


def test_leading_zeros_do_not_cut_a_number(folder: Path) -> None:
    found = json.loads(ringwise("balance", "--node", "a,weight=" + "0" * 31 + "5", "--node", "b", "--json", folder=folder).out)
    assert [node["weight"] for node in found["nodes"]] == [5, 1]


def test_a_fingerprint_that_differs_is_named(folder: Path) -> None:
    status, out, errors = ringwise("fingerprint", "members.toml", "--expect", "0" * 32, folder=folder)
    assert (status, errors) == (1, "ringwise: members.toml: the fingerprint differs from the expected one\n")
    same = out.split()[2].upper()
    assert ringwise("fingerprint", "members.toml", "--expect", same, folder=folder)[::2] == (0, "")


@pytest.mark.parametrize("value", ["!!bool abc", "!!timestamp abc", "!!int ''", "!!float x"])
def test_yaml_that_is_not_what_its_tag_says_is_a_fault_with_its_place(value: str, folder: Path) -> None:
    (folder / "bad.yaml").write_text(f"nodes: [a]\nseed: {value}\n")
    status, out, errors = ringwise("balance", "--ring", "bad.yaml", folder=folder)
    assert (status, out) == (2, "") and errors.startswith("ringwise: bad.yaml:2:7: ") and "Traceback" not in errors


def test_huge_numbers_and_misplaced_options_are_faults(folder: Path) -> None:
    (folder / "huge.toml").write_text(f"nodes = [0x{'f' * 100_000}]\n")
    assert ringwise("balance", "--ring", "huge.toml", folder=folder).status == 2
    (folder / "below.toml").write_text("[nodes]\na = 1\nvnodes = 100\n")
    status, _, errors = ringwise("balance", "--ring", "below.toml", folder=folder)
    assert status == 2 and "put options above nodes" in errors
    (folder / "colon.toml").write_text("[nodes]\n10.0.0.1:11211 = 1\n")
    assert "in quotes" in ringwise("balance", "--ring", "colon.toml", folder=folder).errors


def test_nobody_who_hears_the_fault_is_a_fault_all_the_same(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "balance", "--ring", "none"], stderr=full, cwd=folder, env=environment(), timeout=NEVER)
    assert done.returncode == 2


def test_names_that_look_like_a_page_stay_names(folder: Path) -> None:
    names = ["#4477aa", ' id="x" url(#y)', "<script>", "]]>", "a\ufffe\uffff", "\u202eb", "\u061cx", "&amp;"]
    (folder / "odd.json").write_text(json.dumps({"nodes": names}))
    assert ringwise("report", "--ring", "odd.json", "--output", "odd.html", folder=folder).status == 0
    page = (folder / "odd.html").read_text()
    assert "#4477aa</text>" in page and ' id="x" url(#y)</text>' in page.replace("&quot;", '"')
    assert "<script" not in page and "\u202e" not in page and "\u061c" not in page and "\ufffe" not in page
    assert ringwise("plot", "shares", "--ring", "odd.json", "--output", "odd.svg", folder=folder).status == 0
    xml.parse(folder / "odd.svg")
