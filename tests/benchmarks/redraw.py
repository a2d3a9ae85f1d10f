"""How long a changed control takes until all is redrawn, beside an empty Streamlit app.

python tests/benchmarks/redraw.py

Both apps run in turn in one browser, so that a noisy machine is noisy for both; the figure is the
ratio. The clock runs in the page, from the click on an option to the last change of what is shown.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHROMIUM += ["--disable-component-update", "--disable-sync", "--no-first-run"]
CHROMIUM += ["--disable-renderer-backgrounding", "--disable-background-timer-throttling"]
ROUNDS = 6  # a multiselect has nine regions to add
QUIET_MS = 250
PAGES = {
    "/": ("Region", True),
    "/find-authorities": ("Region", True),
    "/england-map": ("Colour by", False),
    "/england-map?map=equal-area": ("Region", True),
    "/provision-types": ("Region", True),
    "/research-evidence": ("Kind of finding", True),
}
WATCH = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const seen = (window.seen = { click: 0, change: 0 });
  const see = (root) => new MutationObserver((all) => {
    const outside = (m) => !m.target.closest?.('[data-baseweb="popover"]');
    if (all.some(outside)) seen.change = performance.now();
  }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  see(main);
  document.querySelectorAll('*').forEach((e) => e.shadowRoot && see(e.shadowRoot));
  addEventListener('click', () => (seen.click = performance.now()), true);
}"""
SETTLED = """async (quiet) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const until = performance.now() + 20000;
  while (performance.now() < until) {
    const running = app.dataset.testScriptState === 'running';
    if (running) window.seen.change = Math.max(window.seen.change, performance.now());
    if (!running && window.seen.change > window.seen.click
        && performance.now() - window.seen.change > quiet) break;
    await new Promise((done) => setTimeout(done, 5));
  }
  if (document.querySelector('[data-testid="stException"]')) throw new Error('an error box');
  return window.seen.change - window.seen.click;
}"""


@contextmanager
def serving(script: str, port: int, health: str, database: Path) -> Iterator[str]:
    """Run one Streamlit app until the block ends."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "OFFER_DATABASE": str(database)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url + health, timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


class Control:
    """One select box or multiselect on one page, to be changed again and again."""

    def __init__(self, page: Page, url: str, label: str, several: bool) -> None:
        self.page, self.label, self.several, self.turn, self.received = page, label, several, 0, 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        page.goto(url)
        page.get_by_label(label, exact=True).first.wait_for()
        page.wait_for_timeout(2500)
        page.evaluate(WATCH)

    def _count(self, frame: str | bytes) -> None:
        self.received += len(frame)

    def change(self) -> tuple[float, int]:
        """Choose the next option. Returns milliseconds until redrawn, and bytes received."""
        self.page.bring_to_front()
        before = self.received
        self.page.get_by_label(self.label, exact=True).first.click()
        options = self.page.get_by_role("option")
        options.first.wait_for()
        options.nth(1 if self.several else (self.turn + 1) % min(options.count(), 8)).click()
        self.turn += 1
        taken = self.page.evaluate(SETTLED, QUIET_MS)
        if self.several:
            self.page.keyboard.press("Escape")
        return taken, self.received - before


def measure(browser_page: Page, floor_page: Page, page: str, urls: tuple[str, str]) -> None:
    """Print the ratio of one page's redraw to the empty app's, over paired rounds."""
    label, several = PAGES[page]
    ours = Control(browser_page, urls[0] + page, label, several)
    floor = Control(floor_page, urls[1], "Choice", False)
    ours.change(), floor.change()
    ours.change(), floor.change()
    rounds = [(ours.change(), floor.change()) for _ in range(ROUNDS)]
    ratios = [mine[0] / empty[0] for mine, empty in rounds]
    mine = statistics.median(mine[0] for mine, _ in rounds)
    empty = statistics.median(empty[0] for _, empty in rounds)
    sent = statistics.median(mine[1] for mine, _ in rounds) / 1000
    print(
        f"{page:32} {label:10} {mine:5.0f} ms, empty app {empty:4.0f} ms, "
        f"median of paired ratios {statistics.median(ratios):.2f}, {sent:.0f} kB received"
    )


def main() -> None:
    """Measure every page."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "offer.duckdb"
        floor_script = "tests/benchmarks/floor_app.py"
        with (
            serving("app.py", 8651, "/healthz", database) as ours,
            serving(floor_script, 8652, "/_stcore/health", database) as floor,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            wanted = sys.argv[1:] or PAGES
            for page in wanted:
                context = browser.new_context(viewport={"width": 1280, "height": 1400})
                measure(context.new_page(), context.new_page(), page, (ours, floor))
                context.close()
            browser.close()


if __name__ == "__main__":
    main()
