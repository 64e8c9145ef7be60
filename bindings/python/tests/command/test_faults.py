"""Tests that failures have a message and the status 2, and never a traceback."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from process import COMMAND, NEVER, environment, ringwise

import ringwise as ringwise_package
from ringwise import HashRing

# The name and content of a file, and the beginning of the message.
FILES = [
    ("bad.toml", "[nodes]\na = 1\nb = = 2\n", "bad.toml:3:5: invalid value"),
    ("bad.toml", "[nodes]\na = 1\na = 2\n", "bad.toml:3:6: cannot overwrite a value"),
    ("bad.toml", "nodes = [", "bad.toml:1: invalid value at the end of the file"),
    ("bad.toml", "seed = 7\n", 'bad.toml: no nodes: "nodes" is needed'),
    ("bad.toml", "vnode = 3\nnodes = ['a']\n", 'bad.toml: unknown option "vnode"'),
    ("bad.toml", "vnodes = 0\nnodes = ['a']\n", "bad.toml: vnodes 0:"),
    ("bad.toml", "vnodes = 1.5\nnodes = ['a']\n", "bad.toml: vnodes"),
    ("bad.toml", "vnodes = 1979-05-27\nnodes = ['a']\n", "bad.toml: vnodes"),
    ("bad.toml", "seed = 1979-05-99\nnodes = ['a']\n", "bad.toml:1:"),
    ("bad.toml", "profile = 'nonesuch'\nnodes = ['a']\n", 'bad.toml: unknown profile "nonesuch"'),
    ("bad.toml", "nodes = 3\n", "bad.toml: nodes: int 3: a list of names"),
    ("bad.toml", "nodes = [3]\n", "bad.toml: node 1 is int 3: a name"),
    ("bad.toml", "nodes = [{weight = 2}]\n", "bad.toml: node 1 has no name"),
    ("bad.toml", "nodes = ['a', 'a']\n", 'bad.toml: node "a" twice'),
    ("bad.toml", "nodes = ['']\n", 'bad.toml: name ""'),
    ("bad.toml", "[nodes]\na = -1\n", 'bad.toml: weight -1 for node "a"'),
    ("bad.toml", f"[nodes]\na = {'9' * 30}\n", "bad.toml: weight"),
    ("bad.toml", f"[nodes]\na = {'9' * 9999}\n", "bad.toml: "),
    ("bad.toml", "[nodes]\na = true\n", "bad.toml: "),
    ("bad.toml", "[nodes]\na = 'x'\n", 'bad.toml: node "a" is str x: a weight'),
    ("bad.toml", "[nodes.a]\nwieght = 2\n", 'bad.toml: node "a": unknown field "wieght"'),
    ("bad.toml", "[nodes.a]\nzone = 3\n", "bad.toml: "),
    ("bad.toml", "[nodes.a]\npoints = [1]\n", "bad.toml: "),
    ("bad.toml", "nodes = " + "[" * 100_000, "bad.toml"),
    ("bad.toml", "[nodes]\na = {identity = 'x'}\nb = {identity = 'x'}\n", 'bad.toml: identity "x"'),
    ("bad.toml", 'nodes = ["\\u001b[31mred", "\\u001b[31mred"]\n', r'bad.toml: node "\u001b[31mred" twice'),
    ("bad.json", '{"nodes": ["a",]}', "bad.json:1:16: "),
    ("bad.json", '{\n"nodes": ["a"]', "bad.json:2:15: expecting"),
    ("bad.json", '{"nodes": ["a"], "nodes": []}', 'bad.json: "nodes" twice'),
    ("bad.json", '["a"]', "bad.json: a list: a file of members is a table"),
    ("bad.json", '{"nodes": [{"name": null}]}', "bad.json: node 1 has no name"),
    ("bad.json", '{"nodes": {"\\ud800": 1}}', "bad.json: "),
    ("bad.json", '{"ringwise": 1, "nodes": [3]}', "bad.json: "),
    ("bad.json", '{"ringwise": 99, "nodes": []}', "bad.json: "),
    ("bad.json", "[" * 100_000, "bad.json: nested too deeply"),
    ("bad.json", "", "bad.json:1:1: expecting value"),
    ("bad.yaml", "nodes: [a, b\nseed: 3", "bad.yaml:2:"),
    ("bad.yaml", "seed: 1\nseed: 2\nnodes: [a]\n", 'bad.yaml:2:1: "seed" twice'),
    ("bad.yaml", "nodes:\n- a\n- no\n", "bad.yaml: node 2 is false"),
    ("bad.yaml", "nodes: {1: 2}\n", "bad.yaml: a node's name is int 1"),
    ("bad.yaml", "nodes: &a\n- *a\n", "bad.yaml: node 1 is a list"),
    ("bad.yaml", "a: &a {weight: 1}\nnodes: {b: {<<: *a}}\n", "bad.yaml:2:13: merges (<<)"),
    ("bad.yaml", "nodes: !!python/object/apply:os.system ['true']\n", "bad.yaml:1:8: could not determine a constructor"),
    ("bad.yaml", "? [a]\n: 3\n", "bad.yaml:1:3: found unhashable key"),
    ("bad.yaml", "nodes: [\x01]\n", "bad.yaml:1: character U+0001"),
    ("bad.yaml", "x: 2024-13-45\nnodes: [a]\n", "bad.yaml:1:4: not a valid value for its tag tag:yaml.org,2002:timestamp"),
    ("bad.yml", "", "bad.yml: nothing: a file of members is a table"),
    ("members", "{]", "members:1:2: "),
    ("members", "nodes", "members:1: "),
]


def refused(*arguments: object, folder: Path, given: bytes = b"") -> str:
    """Returns the message of a failure, which is one line and the only output."""
    done = ringwise(*arguments, folder=folder, given=given)
    assert done.status == 2, done
    assert "Traceback" not in done.errors and not done.out
    assert done.errors.startswith("ringwise: ") and done.errors.count("\n") == 1, done.errors
    assert done.errors.isprintable() or done.errors[:-1].isprintable()
    return done.errors.removeprefix("ringwise: ").rstrip("\n")


@pytest.mark.parametrize(("name", "text", "words"), FILES, ids=range(len(FILES)))
def test_a_bad_file(name: str, text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert refused("balance", "--ring", name, folder=tmp_path).startswith(words)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"[nodes]\na = 1\n\xff = 2\n")
    assert refused("balance", "--ring", "bad.toml", folder=tmp_path) == "bad.toml:3: not UTF-8"


def test_files_that_cannot_be_read(folder: Path) -> None:
    assert refused("balance", "--ring", "nonesuch.toml", folder=folder) == "nonesuch.toml: No such file or directory"
    assert refused("plan", "members.toml", "nonesuch", folder=folder) == "nonesuch: No such file or directory"
    assert refused("balance", "--ring", ".", folder=folder) == ".: Is a directory"
    assert refused("where", "--ring", "members.toml", "--keys", "nonesuch", folder=folder) == "nonesuch: No such file or directory"
    assert "a file of members is smaller" in refused("balance", "--ring", "/dev/zero", folder=folder)


@pytest.mark.parametrize("data", [b"ringwise", HashRing(["a"]).to_bytes()[:-1], HashRing(["a"]).to_bytes() + b"x"])
def test_a_bad_snapshot(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "ring.snapshot").write_bytes(data)
    assert refused("balance", "--ring", "ring.snapshot", folder=tmp_path).startswith("ring.snapshot: ")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["balance"], "no members: use --ring FILE or --node NAME"),
        (["balance", "--node", "a,weight=x"], 'node "a,weight=x": weight "x": an integer is needed'),
        (["balance", "--node", "a,wieght=2"], 'node "a,wieght=2": unknown field "wieght": weight, zone, identity or vnodes is needed'),
        (["balance", "--node", "a,zone=x,zone=y"], 'node "a,zone=x,zone=y": zone twice'),
        (["balance", "--node", "a", "--node", "a"], '--node: node "a" twice: each name must be unique'),
        (["balance", "--node", "a", "--option", "x"], 'option "x": NAME=VALUE is needed'),
        (["balance", "--node", "a", "--option", "seed=1", "--seed", "2"], 'option "seed=1": seed is given twice'),
        (["balance", "--node", "a", "--option", "nodes=1"], 'option "nodes=1": nodes is given twice'),
        (["balance", "--ring", "members.toml", "--node", "cache-1"], 'node "cache-1"'),
        (["balance", "--ring", "members.toml", "--profile", "nonesuch"], "members.toml: unknown profile"),
        (["where", "k", "--keys", "keys.txt", "--ring", "members.toml"], "keys as arguments and in a file: use only one of them"),
        (["where", "k", "--replicas", "2", "--profile", "envoy_maglev", "-n", "10.0.0.1:80", "-n", "b:1"], "a list of 2 nodes"),
        (["plan", "members.toml"], "no ring after: "),
        (["plan", "members.toml", "after.toml", "--add", "x"], "a file of the ring after together with edits: use only one of them"),
        (["plan", "members.toml", "--remove", "nonesuch"], 'node "nonesuch" is not in the ring'),
        (["plan", "--add", "a"], "no ring before"),
        (["plan", "members.toml", "after.toml", "--node", "a"], "two files together with --ring or --node"),
        (["plan", "members.toml", "--set", "cap=5"], "--set: cap 5: an integer from 101 to 1000"),
        (["plan", "members.toml", "after.toml", "--set", "cap=105"], "a file of the ring after together with edits"),
        (["plan", "-", "-"], "standard input is already used: only one file can be -"),
        (["fingerprint", "-", "-"], "standard input is already used: only one file can be -"),
        (["where", "--ring", "-"], "standard input is already used for the members: pass keys as arguments or with --keys FILE"),
        (["where", "--ring", "-", "--keys", "-"], "standard input is already used for the members"),
        (["balance", "--ring", "-", "--keys", "-"], "standard input is already used for the members"),
        (["forecast", "nonesuch", "--ring", "members.toml"], 'node "nonesuch" is not in the ring'),
        (["forecast", "--zone", "nonesuch", "--ring", "members.toml"], 'zone "nonesuch": no node has this zone'),
        (["fingerprint", "members.toml", "--ring", "after.toml"], "files together with --ring or --node: use only one of them"),
        (["plot", "ring", "--ring", "members.toml", "--output", "ring.gif"], "ring.gif: a name that ends in .svg or .png is needed"),
        (["plot", "ring", "--ring", "members.toml", "--output", "no/ring.svg"], "no/ring.svg: No such file or directory"),
        (["report", "--ring", "members.toml", "--output", "report"], "report: a name that ends in .html or .htm is needed"),
        (["report", "--ring", "members.toml", "--output", "/dev/full/x.html"], "/dev/full/x.html: Not a directory"),
    ],
)
def test_arguments_that_do_not_fit(words: list[str], reason: str, folder: Path) -> None:
    assert refused(*words, folder=folder, given=b"[nodes]\na = 1\n").startswith(reason)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["nonesuch"], "invalid choice: 'nonesuch'"),
        (["balance", "--rings", "members.toml"], "unrecognized arguments: --rings members.toml; did you mean --ring?"),
        (["where", "k", "--rign=members.toml"], "ringwise where: error: unrecognized arguments: --rign=members.toml; did you mean --ring?"),
        (["where", "-5", "--node", "a"], "unrecognized arguments: -5; put an argument that begins with - after --"),
        (["balance", "-5", "--node", "a"], "unrecognized arguments: -5\n"),
        (["balance", "x", "--node", "a"], "unrecognized arguments: x\n"),
        (["plot", "ring", "--themes", "dark", "--output", "x.svg"], "did you mean --theme?"),
        (["balance", "--vnodes", "x", "--node", "a"], '"x": an integer is needed'),
        (["balance", "--vnodes", "1_000", "--node", "a"], '"1_000": an integer is needed'),
        (["balance", "--replicas", "0" * 19 + "199999999", "--node", "a"], "an integer from 1 to 16777216 is needed"),
        (["fingerprint", "--node", "a", "--expect", ""], "a fingerprint is 32 hex digits"),
        (["fingerprint", "--node", "a", "--expect", "90282"], "a fingerprint is 32 hex digits"),
        (["where", "k", "--replicas", "0", "--node", "a"], '"0": an integer from 1 to 16777216 is needed'),
        (["where", "k", "--replicas=-1", "--node", "a"], '"-1": an integer from 1 to 16777216 is needed'),
        (["balance", "--json", "--csv", "--node", "a"], "not allowed with argument"),
        (["advise", "--node", "a"], "the following arguments are required: --target"),
        (["advise", "--target", "0.05", "--node", "a"], '"0.05": a percentage above 0, such as 5%, is needed'),
        (["advise", "--target", "0%", "--node", "a"], '"0%": a percentage above 0'),
        (["completion", "tcsh"], "invalid choice: 'tcsh'"),
        (["plot"], "the following arguments are required: PICTURE"),
    ],
)
def test_a_wrong_use_shows_the_right_one(words: list[str], reason: str, folder: Path) -> None:
    done = ringwise(*words, folder=folder)
    assert (done.status, done.out) == (2, "")
    assert done.errors.startswith("usage: ringwise") and reason in done.errors and "Traceback" not in done.errors


@pytest.mark.parametrize("words", [["plot", "ring", "--output", "ring.svg"], ["report", "--output", "report.html"]])
def test_without_a_plotting_library_it_says_how_to_get_one(words: list[str], folder: Path) -> None:
    assert without("matplotlib", *words, "--ring", "members.toml", folder=folder).endswith(
        "the extra [plot] of ringwise installs: pip install matplotlib\n"
    )
    assert not list(folder.glob("r*.*"))


def test_without_a_yaml_library_it_says_how_to_get_one(folder: Path) -> None:
    (folder / "members.yaml").write_text("nodes: [a]\n")
    errors = without("yaml", "balance", "--ring", "members.yaml", folder=folder)
    assert (
        errors == "ringwise: members.yaml: a file in YAML needs PyYAML, which the extra [yaml] of ringwise installs: pip install PyYAML\n"
    )


def without(module: str, *arguments: str, folder: Path) -> str:
    """Runs the command without an installed package, and returns its message."""
    program = f"import sys; sys.modules[{module!r}] = None; from ringwise.command import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=folder, capture_output=True, text=True, timeout=NEVER)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_the_command_itself_needs_no_other_package(folder: Path) -> None:
    """With `-S`, no installed package can be imported."""
    packages = Path(ringwise_package.__file__).parents[1]
    program = f"import sys; sys.path.append({str(packages)!r}); from ringwise.command import main; status = main()\n"
    program += f"foreign = [name for name, module in sys.modules.items() if '{packages}' in str(getattr(module, '__file__', ''))]\n"
    program += "assert status == 0 and all(name.split('.')[0] == 'ringwise' for name in foreign), foreign"
    words = ["advise", "--target", "5%", "--ring", "members.toml"]
    subprocess.run([sys.executable, "-S", "-c", program, *words], cwd=folder, check=True, capture_output=True, timeout=NEVER)


def test_output_that_cannot_be_written(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [*COMMAND, "points", "--ring", "members.toml"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=folder, env=environment(), timeout=NEVER)
    assert (done.returncode, done.stderr) == (2, "ringwise: output: No space left on device\n")


def test_streams_that_are_closed(folder: Path) -> None:
    def shell(line: str) -> tuple[int, str]:
        line = line.replace("ringwise", " ".join(COMMAND))
        done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, text=True, cwd=folder, env=environment(), timeout=NEVER)
        return done.returncode, done.stderr

    assert shell("ringwise balance --node a >&-") == (2, "ringwise: standard output is closed\n")
    assert shell("ringwise where --node a <&-") == (2, "ringwise: standard input: Bad file descriptor\n")
    assert shell("ringwise balance --ring nonesuch 2>&-") == (2, "")


def test_a_snapshot_of_either_kind_is_a_file_of_members(folder: Path) -> None:
    ring = HashRing({"a": {"weight": 2, "zone": "east"}, "b": {"identity": "c"}}, seed=9)
    (folder / "ring").write_bytes(ring.to_bytes())
    (folder / "ring.json").write_text(ring.to_json())
    lines = ringwise("fingerprint", "ring", "ring.json", "--json", folder=folder).out.splitlines()
    assert len(lines) == 2 and all(ring.fingerprint() in line for line in lines)


def test_every_way_to_write_members_comes_to_the_same(folder: Path) -> None:
    (folder / "a.json").write_text('{"seed": 3, "nodes": {"a": 2, "b": {"zone": "x"}}}')
    (folder / "b.yaml").write_text("seed: 3\nnodes:\n- {name: a, weight: 2}\n- name: b\n  zone: x\n")
    (folder / "c.toml").write_text("seed = 3\n[[nodes]]\nname = 'a'\nweight = 2\n[[nodes]]\nname = 'b'\nzone = 'x'\n")
    (folder / "d.conf").write_text("\ufeff[nodes]\na = 2\n")
    fingerprint = HashRing({"a": 2, "b": {"zone": "x"}}, seed=3).fingerprint()
    by_flags = [["--ring", name] for name in ("a.json", "b.yaml", "c.toml")]
    by_flags.append(["--node", "a,weight=2", "--node", "b,zone=x", "--seed", "3"])
    by_flags.append(["--ring", "d.conf", "-n", "b,zone=x", "--option", "seed=3"])
    for flags in by_flags:
        assert ringwise("fingerprint", *flags, folder=folder).out.split()[2] == fingerprint, flags
    mixed = ["--option", 'replication={"dc1": 1}', "--option", "strategy=network", "--profile", "cassandra"]
    assert "replication" in ringwise("explain", *mixed, "--ring", tokens(folder), folder=folder).out


def tokens(folder: Path) -> str:
    """Writes a file of nodes with points, and returns its name."""
    nodes = '{"n1": {"zone": "dc1/r1", "points": [-9223372036854775808, 0]}}'
    (folder / "tokens.json").write_text(f'{{"profile": "cassandra", "nodes": {nodes}}}')
    return "tokens.json"


def test_the_program_is_installed() -> None:
    program = Path(sys.executable).parent / "ringwise"
    assert os.stat(program).st_mode & stat.S_IXUSR
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=NEVER)
    assert re.fullmatch(r"ringwise \d+\.\d+\.\d+\S*\n", done.stdout)
