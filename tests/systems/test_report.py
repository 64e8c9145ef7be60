"""A real browser opens a report, without a network, in light and in dark; it shows the content of the report."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib.image
import numpy
import pytest

from ringwise import HashRing
from ringwise.pictures import THEMES, Theme

NEVER = 300
WIDTH, HEIGHT = 1200, 2400
# As Blink numbers what `prefers-color-scheme` can be.
DARK, LIGHT = 0, 1

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--disable-background-networking",
    "--disable-component-update",
    # No name has an address, so nothing can be loaded from anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of 40 nodes in zones, with the plan for two more."""
    folder = tmp_path_factory.mktemp("report")
    before = HashRing({f"cache-{number}": {"weight": 1, "zone": f"zone-{number % 3}"} for number in range(40)})
    (folder / "before").write_bytes(before.to_bytes())
    words = ["report", "--ring", "before", "--add", "new-1", "--add", "new-2", "--output", "report.html"]
    subprocess.run([sys.executable, "-m", "ringwise", *words], cwd=folder, check=True, timeout=NEVER)
    return folder / "report.html"


def browser(*flags: str, page: Path) -> bytes:
    """Runs the browser on a page, and returns what it prints."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed; `make systems-packages` names what the systems tests need")
    command = [program, *FLAGS, f"--user-data-dir={page.parent / 'profile'}", *flags, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=NEVER).stdout


def shot(page: Path, scheme: int) -> numpy.ndarray:
    """Returns what a reader whose system is light, or dark, sees: lines of pixels, each of them red, green and blue from 0 to 1."""
    file = page.parent / f"shot-{scheme}.png"
    flags = [f"--screenshot={file}", f"--window-size={WIDTH},{HEIGHT}", f"--blink-settings=preferredColorScheme={scheme}"]
    browser(*flags, page=page)
    picture = matplotlib.image.imread(file)[:, :, :3]
    assert picture.shape == (HEIGHT, WIDTH, 3)
    return picture


def share(picture: numpy.ndarray, colour: str) -> float:
    """Returns what part of a picture has a colour."""
    wanted = numpy.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
    return float((numpy.rint(picture * 255) == wanted).all(axis=2).mean())


@pytest.mark.parametrize(("scheme", "theme"), [(LIGHT, THEMES["light"]), (DARK, THEMES["dark"])], ids=["light", "dark"])
def test_a_browser_shows_the_pictures_in_the_colours_of_its_reader(page: Path, scheme: int, theme: Theme) -> None:
    picture = shot(page, scheme)
    assert share(picture, theme["paper"]) > 0.5
    # Bars, zones, and text: the first two pictures are there.
    assert share(picture, theme["even"]) > 0.02 and share(picture, theme["over"]) > 0.0005
    assert all(share(picture, theme[f"{hue}-0"]) > 0.001 for hue in ("blue", "red", "green"))
    assert share(picture, theme["ink"]) > 0.001
    other = THEMES["dark" if theme.name == "light" else "light"]
    assert share(picture, other["paper"]) < 0.01


def test_a_browser_reads_all_of_it_as_it_is_meant(page: Path) -> None:
    """What the browser made of the page is the page: nothing was mended, nothing left out."""
    found = browser("--dump-dom", page=page).decode()
    for element in ("svg", "table", "section", "tr", "path", "text", "figure"):
        count = re.compile(f"<{element}[ >]")
        assert len(count.findall(found)) == len(count.findall(page.read_text("utf-8"))) > 0, element
    assert all(f">{name}<" in found for name in ("cache-0", "cache-39", "new-1", "The plan"))


def asked(page: Path) -> str:
    """Returns all addresses that the browser asked for while it showed a page, its own business with its maker among them."""
    log = page.parent / "net.json"
    browser(f"--log-net-log={log}", "--dump-dom", page=page)
    return " ".join(re.findall(r'"url":"([^"]*)"', log.read_text()))


def test_a_browser_asks_nobody_for_anything(page: Path) -> None:
    """Nobody whom the page names; and even if it had an address in it, its policy would keep the browser from asking."""
    text = page.read_text("utf-8")
    named = set(re.findall(r"https?://([^/\"' ]+)", text))
    ours = asked(page)
    assert not any(host in ours for host in named)
    foreign = text.replace("<footer>", '<img src="http://ringwise.invalid/x.png"><footer>')
    other = page.parent / "other.html"
    other.write_text(foreign, "utf-8")
    assert "ringwise.invalid" not in asked(other)
    # Without the policy the browser does ask: the log would show it.
    other.write_text(foreign.replace("Content-Security-Policy", "x"), "utf-8")
    assert "ringwise.invalid" in asked(other)
