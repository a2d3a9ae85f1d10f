"""What every browser test does: start the app as a user does, open a page, wait for it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]


class run_server:  # noqa: N801 - reads as a statement: with run_server(...) as url
    """Start the app as README.md says, wait until it answers, end it by its own process."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def __enter__(self) -> str:
        port = free_port()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py"),
                *("--server.port", str(port), "--server.address", "127.0.0.1"),
                *("--server.headless", "true", "--server.fileWatcherType", "none"),
            ],
            cwd=ROOT,
            env={**os.environ, "OFFER_DATABASE": str(self.database)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(f"{url}/healthz")
        return url

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_healthy(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not answer at {url} within {seconds:g} seconds")


def open_page(page: Page, url: str) -> Page:
    """Go to an address and wait until the page is drawn to its footer."""
    page.goto(url)
    page.locator("footer.foot").wait_for()
    wait_until_still(page)
    return page


def wait_until_still(page: Page) -> None:
    """Wait until the script has run and charts have drawn."""
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]')
                         ?.getAttribute('data-test-script-state') !== 'running'
                 && [...document.querySelectorAll('.js-plotly-plot')].every(g => g._fullLayout)
                 && !document.querySelector('[data-testid="stSkeleton"]')
                 && [...document.querySelectorAll('[data-testid^="stBidiComponent"]')]
                        .every(c => c.shadowRoot || c.textContent.trim())
                 && !document.querySelector('[data-stale="true"]')"""
    )
    page.wait_for_timeout(150)
