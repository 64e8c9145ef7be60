"""Do the examples print what they say, and are they what README.md shows?"""

import re
import subprocess
import sys
from pathlib import Path

from ringwise import HashRing
from script import SHARED, digest, real_keys

PACKAGE = Path(__file__).parents[1]
EXAMPLES = PACKAGE / "examples"


def run(example: str, *arguments: object) -> str:
    """Runs an example, and returns what it prints."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / example), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_quickstart() -> None:
    assert run("quickstart.py") == "cache-1\n['cache-1', 'cache-3']\n"


def test_nodes() -> None:
    zones, *rest = run("nodes.py").splitlines()
    assert sorted(re.findall(r"\w+", zones)) == ["east", "west"]
    assert rest == ["{'port': 5432}", "['db-1', 'db-2', 'db-4']", 'node "db-9" is not in the ring: name one of its members']


def test_the_demo_prints_the_digest_of_all_keys(tmp_path: Path) -> None:
    nodes = tmp_path / "nodes.tsv"
    nodes.write_text("a\t2\teast\nb\t1\twest\nc\t3\teast\n")
    ring = HashRing({"a": {"weight": 2, "zone": "east"}, "b": {"zone": "west"}, "c": {"weight": 3, "zone": "east"}})
    assert run("demo.py", nodes, SHARED / "data" / "package-names.txt") == f"digest {digest(ring, real_keys())}\n"
    assert len(real_keys()) == 10_000


def test_the_programs_of_the_readme_are_examples() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    examples = [file.read_text(encoding="utf-8") for file in EXAMPLES.glob("*.py")]
    assert len(blocks) >= 2
    for block in blocks:
        assert any(block in example for example in examples), block
