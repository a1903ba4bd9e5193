"""Fingers on a phone: taps and seconds of what a consultant does are counted and printed (T14)."""

import time
from datetime import datetime, timedelta

from .common import PHONE, Person

CUSTOMER = "昆山泽峻精密机械有限公司"
UNTIL_KEPT_MS = 600  # a draft lies in the browser this long after the last letter


class Phone:
    """Fingers on a form: each tap is counted."""

    def __init__(self, person):
        self.person, self.page, self.taps = person, person.page, 0
        self.began = time.monotonic()

    @classmethod
    def of(cls, browser, server, login):
        """Sign somebody in on a phone of his own."""
        return cls(Person(browser, server, login, PHONE).sign_in())

    def open(self, path):
        self.person.open(path, ".o_form_view")

    def tap(self, selector):
        self.page.locator(f"{selector} >> visible=true").first.click()
        self.taps += 1

    def taps_more(self, name):
        """Tap a button of the status bar that a phone keeps behind the three dots, on a sheet from below."""
        self.tap(".o_statusbar_buttons button:has(.oi-ellipsis-v), .o_statusbar_buttons .dropdown-toggle")
        place = self.person.resting_place(self.page.locator(f"{button(name)} >> visible=true").first)
        self.page.mouse.click(*place)
        self.taps += 1

    def type(self, field, text):
        self.page.locator(f"div[name='{field}'] textarea, div[name='{field}'] input").first.fill(text)

    def waits(self, selector):
        self.page.wait_for_selector(selector)

    def start(self):
        self.taps, self.began = 0, time.monotonic()

    def told(self, what):
        seconds = time.monotonic() - self.began
        print(f"T14 {what}: {self.taps} taps, {seconds:.1f} s")
        return self.taps, seconds

    def write(self, field, text):
        """Type letter by letter, without leaving the field; not counted, one may dictate."""
        box = self.page.locator(f"div[name='{field}'] textarea, div[name='{field}'] input").first
        box.press_sequentially(text)

    def waits_gone(self, selector):
        self.page.wait_for_selector(selector, state="detached")

    def read(self, visit_id, *names):
        return self.person.call("ops.visit", "read", [visit_id], list(names))["result"][0]

    def read_with_connection(self, visit_id, *names):
        self.person.context.set_offline(False)
        return self.read(visit_id, *names)

    def count(self, model, *domain):
        return self.person.call(model, "search_count", list(domain))["result"]

    def unknown_number(self):
        """Return a number from which nobody has called."""
        return f"0512-5{self.count('ops.visit') + 1000000}"

    def until_one(self, model, *domain):
        """Wait until the server has exactly one such record."""
        for _try in range(50):
            if self.count(model, *domain):
                break
            self.page.wait_for_timeout(200)
        assert self.count(model, *domain) == 1

    def drafts(self):
        """Return what lies unsent in this browser, whosever it is."""
        return self.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ops_dept.draft'))")

    def sign_in_as(self, login):
        """Sign out, and somebody else in on the same phone."""
        # the page of signing in offers those who were here before; a name is typed here
        self.page.goto(f"{self.person.server.url}/web/login")
        self.page.evaluate(
            "for (const key of Object.keys(localStorage)) {"
            " if (!key.startsWith('ops_dept')) localStorage.removeItem(key) }"
        )
        self.page.goto(f"{self.person.server.url}/web/session/logout")
        self.person.login = login
        self.person.sign_in()

    def goes_there(self, visit_id):
        """Leave, arrive and finish, so that the report is due."""
        self.open(f"visits/{visit_id}")
        if self.page.locator(button("action_kit_complete")).count():
            self.tap(button("action_kit_complete"))
            self.waits_gone(button("action_kit_complete"))
        for done, following in (("depart", "arrive"), ("arrive", "finish"), ("finish", "report")):
            self.tap(button(f"action_{done}"))
            self.waits(button(f"action_{following}"))

    def chooses_no_next(self):
        """Choose why there is no next visit."""
        self.person.select("no_next", "等客户联系")
        self.taps += 2


def button(name):
    """Return the button of a form, in its status bar or behind the three dots."""
    return f"button[name={name}]"


def plan(person, minutes=150, **vals):
    """Plan something with a customer whose file is complete, as the consultant; not counted."""
    customer = person.call("res.partner", "search", [["name", "=", CUSTOMER]])
    values = {
        "partner_id": customer["result"][0],
        "date_start": (datetime.utcnow() + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S"),
        "goal": "摸清检修计划",
        "outline": "问检修，推备件",
        **vals,
    }
    answer = person.call("ops.visit", "create", [values])
    return answer["result"][0]
