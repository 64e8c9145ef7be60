"""Tests of wheel and sdist outside of this tree. `make test` runs them; pytest does not.

    python tests/packages.py [FOLDER]

Builds both with maturin, which must be on PATH, installs each into a new virtual environment in FOLDER, or a temporary one, and runs
smoke.py there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
VECTORS = PACKAGE.parents[1] / "tests" / "vectors" / "native-v1.tsv"


def run(*command: object, folder: Path) -> None:
    """Runs a command in a folder, and shows its output only if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([str(word) for word in command], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def only(folder: Path, pattern: str) -> Path:
    """Returns the one file that matches a pattern."""
    (found,) = folder.glob(pattern)
    return found


def check_wheel(wheel: Path) -> None:
    """Checks which files a wheel contains and which it does not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {"__init__.py", "_errors.py", "_html.py", "_insight.py", "_monitor.py", "_types.py", "_ringwise.pyi", "py.typed"}
    assert {f"ringwise/{name}" for name in needed} <= names, names
    assert [name for name in names if name.endswith((".so", ".pyd"))] == ["ringwise/_ringwise.abi3.so"], names
    assert [name for name in names if name.endswith("/licenses/LICENSE")], names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".rs")], names
    assert "-cp311-abi3-" in wheel.name, wheel.name


def check_installed(artefact: Path, folder: Path) -> None:
    """Installs a package into a new environment, and runs the smoke test there, away from the sources."""
    place = folder / f"venv-{'wheel' if artefact.suffix == '.whl' else 'sdist'}"
    run(sys.executable, "-m", "venv", "--clear", place, folder=folder)
    python = place / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", artefact, folder=folder)
    run(python, "-I", "smoke.py", place, "vectors.tsv", folder=folder)


def check(folder: Path) -> None:
    """Builds, checks, installs and runs the packages."""
    shutil.copy(VECTORS, folder / "vectors.tsv")
    for file in ("smoke.py", "script.py"):
        shutil.copy(PACKAGE / "tests" / file, folder)
    for build in (("build", "--release"), ("sdist",)):
        run("maturin", *build, "--manifest-path", PACKAGE / "Cargo.toml", "--out", folder, folder=PACKAGE)
    wheel, sdist = only(folder, "*.whl"), only(folder, "*.tar.gz")
    check_wheel(wheel)
    for artefact in (wheel, sdist):
        print(f"packaging: {artefact.name} from outside the tree", flush=True)
        check_installed(artefact, folder)
    print("checks: 2 passed, 0 failed")


def main() -> None:
    """Checks in the given folder, or in a temporary one."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).resolve()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        check(folder)
    else:
        with tempfile.TemporaryDirectory(prefix="ringwise-") as temporary:
            check(Path(temporary).resolve())


if __name__ == "__main__":
    main()
