"""A browser for the people of the demo company: real Chromium, one context per login, at a desk or on a
phone.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

DESK = {"viewport": {"width": 1366, "height": 850}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT_MS = 60_000
SCREENSHOTS = Path(__file__).resolve().parents[2] / ".run" / "screenshots"


@contextmanager
def chromium():
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """Somebody of the demo company in front of a screen."""

    def __init__(self, browser, server, login, screen=DESK):
        self.server, self.login = server, login
        self.context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **screen
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(TIMEOUT_MS)
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message):
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location.get('url', '')}")

    def sign_in(self):
        self.page.goto(f"{self.server.url}/web/login")
        self.page.fill("input[name=login]", self.login)
        self.page.fill("input[name=password]", self.server.passwords[self.login])
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".o_main_navbar")
        return self

    def open(self, path, wait_for):
        self.page.goto(f"{self.server.url}/odoo/{path}")
        self.page.wait_for_selector(wait_for)

    def call(self, model, method, *args, **kwargs):
        """Call a method over the web client's own RPC, with this person's session."""
        answer = self.context.request.post(
            f"{self.server.url}/web/dataset/call_kw/{model}/{method}",
            data={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
            },
        )
        return answer.json()

    def picture(self, name):
        """Keep a picture of the screen, to be looked at by people."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))

    def expect_text(self, selector, text):
        expect(self.page.locator(selector).first).to_contain_text(text, timeout=TIMEOUT_MS)

    def choose(self, field, text):
        """Type into a many2one of the form and take the suggestion that has the text."""
        box = self.page.locator(f"div[name='{field}'] input").first
        box.click()
        box.fill(text)
        self.page.locator(f".o-autocomplete--dropdown-item:has-text('{text}')").first.click()

    def select(self, field, label):
        """Choose a value of a selection: from its list, or from the sheet that a phone slides up from below.

        The sheet takes a scroll for a swipe that closes it: the choice is tapped where it came to stand.
        """
        box = self.page.locator(f".o_field_widget[name='{field}']").first
        if box.locator("select").count():
            box.locator("select").select_option(label=label)
            return
        box.locator("input").first.click()
        choice = self.page.locator(f".o_select_menu_item:has-text('{label}')").first
        choice.wait_for()
        self.page.mouse.click(*self.resting_place(choice))

    def resting_place(self, element):
        """Wait until an element on the screen does not move any more, and return its centre."""
        before, height = None, self.page.viewport_size["height"]
        for _time in range(TIMEOUT_MS // 200):
            now = element.bounding_box()
            if now and now == before and 0 < now["y"] + now["height"] < height:
                return now["x"] + now["width"] / 2, now["y"] + now["height"] / 2
            before = now
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{element} does not come to rest on the screen: {before}")

    def click(self, selector):
        self.page.locator(selector).first.click()
