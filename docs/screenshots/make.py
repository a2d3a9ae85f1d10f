"""Make the README's screenshots again: python docs/screenshots/make.py (needs Chromium)."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PORT = 8650
PICTURES = {
    "overview": "/",
    "england_map": "/england-map?map=equal-area",
    "find_authorities": "/find-authorities?region=London&has=mentoring",
}


def main() -> None:
    """Start the app, take each picture at 1280 x 800, and end the app."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(PORT), "--server.address", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=HERE.parents[1])
    try:
        wait_for(f"http://127.0.0.1:{PORT}/healthz")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            for name, address in PICTURES.items():
                page.goto(f"http://127.0.0.1:{PORT}{address}")
                page.locator("footer.foot").wait_for()
                page.wait_for_timeout(2000)
                page.screenshot(path=HERE / f"{name}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


if __name__ == "__main__":
    main()
