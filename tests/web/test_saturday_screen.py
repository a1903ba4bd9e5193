"""Saturday's meeting on a projector of 1280×720: one person at a time, by the arrow keys (W1.B, W1.E, H4)."""

import contextlib

import psycopg2
import pytest

from ..common import clause
from .common import Person, chromium
from .phone import button

PROJECTOR = {"viewport": {"width": 1280, "height": 720}}
BACK_ROW = 24  # pixels: what is smaller nobody in the back row reads
FACTS = ".o_ops_fact, .o_ops_fact .badge, .o_ops_figures, .o_ops_note, .o_ops_meeting_page h2, .o_ops_status"
# What of the page stands out of the screen at the side, or is cut by its own box.
CUT = """
() => [...document.querySelectorAll('.o_ops_meeting *')].filter((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return box.width && (box.left < -1 || box.right > innerWidth + 1 || cut);
}).map((element) => `${element.className}: ${element.textContent.trim().slice(0, 40)}`)
"""
SIZES = "elements => elements.map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent])"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


class Screen:
    """The meeting as the room sees it."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def heading(self):
        return self.page.locator(".o_ops_meeting_page h1").first.inner_text().split("\n")[0].strip()

    def turn(self, key="ArrowRight"):
        before = self.heading()
        self.page.keyboard.press(key)
        self.page.wait_for_function(
            "before => !document.querySelector('.o_ops_meeting_page h1').innerText.startsWith(before)",
            arg=before,
        )
        return self.heading()

    def is_readable(self):
        """Nothing is smaller than the back row reads, nothing stands out at the side or is cut."""
        found = self.page.locator(FACTS).evaluate_all(SIZES)
        small = [(size, text) for size, text in found if text.strip() and size < BACK_ROW]
        assert not small, small
        assert self.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert not self.page.evaluate(CUT), self.heading()
        return bool(found)

    def tap(self, selector):
        self.page.locator(selector).first.click()

    def until_kept(self, model, domain):
        for _try in range(50):
            if self.person.call(model, "search_count", domain)["result"]:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{model} {domain} is not kept")

    def save(self):
        self.tap(".modal .o_form_button_save")
        self.page.wait_for_selector(".modal", state="detached")


def saturdays_meeting(server, manager):
    """Return the manager's next meeting, its day being today: on every weekday the tests may run."""
    domain = [["kind", "=", "weekly"], ["state", "=", "planned"], ["chair_id.login", "=", manager.login]]
    found = manager.call("ops.meeting", "search", domain, order="date_start", limit=1)["result"]
    with contextlib.closing(psycopg2.connect(dbname=server.database)) as connection, connection:
        # A weekly meeting is moved within its week only, and on a Sunday the next one is another week's.
        connection.cursor().execute(
            "UPDATE ops_meeting SET date_start = now() AT TIME ZONE 'UTC' WHERE id = %s", found
        )
    return found[0]


@clause("W1.B", part="the meeting on the screen")
@clause("W1.E", part="on the screen")
def test_the_meeting_is_led_on_the_screen_and_read_from_the_back_row(demo_server, browser):
    manager = Person(browser, demo_server, "sm1", PROJECTOR).sign_in()
    meeting = saturdays_meeting(demo_server, manager)
    manager.open(f"meetings/{meeting}", ".o_form_view")
    manager.picture("saturday-1-form")
    manager.click(f"{button('action_open_screen')} >> visible=true")
    manager.page.wait_for_selector(".o_ops_meeting_page")
    screen = Screen(manager)
    screen.tap(".o_ops_begin")
    manager.page.wait_for_selector(".o_ops_end")

    seen = [screen.heading()]
    screen.is_readable()
    manager.picture("saturday-2-first")
    while "议题" not in seen[-1]:
        seen.append(screen.turn())
        screen.is_readable()
        manager.picture(f"saturday-2-page-{len(seen)}")
    assert len(seen) == len(set(seen)) > 3, seen
    for name in reversed(seen[:-1]):
        assert screen.turn("ArrowLeft") == name

    screen.turn()
    status = ".o_ops_status"
    manager.expect_text(status, "出席")
    screen.tap(status)
    manager.expect_text(status, "请假")
    manager.page.locator(".o_ops_reason").fill("去客户处处理急件")
    manager.page.keyboard.press("Enter")
    manager.picture("saturday-3-excused")
    kept = [["meeting_id", "=", meeting], ["reason", "=", "去客户处处理急件"]]
    screen.until_kept("ops.meeting.attendance", kept)

    screen.tap(".o_ops_meeting_head button:has-text('议题')")
    manager.page.locator(".modal div[name='name'] input").fill("到货晚，客户停线")
    manager.picture("saturday-4-topic")
    screen.save()
    screen.tap(".o_ops_meeting_head button:has-text('决议')")
    manager.page.locator(".modal div[name='name'] input, .modal div[name='name'] textarea").first.fill(
        "给三家客户打电话说明交货期"
    )
    manager.choose("user_id", "丁以晴")
    manager.picture("saturday-5-decision")
    screen.save()
    manager.page.keyboard.press("End")
    manager.expect_text(".o_ops_meeting_page", "到货晚，客户停线")
    manager.expect_text(".o_ops_meeting_page", "给三家客户打电话说明交货期")
    screen.tap(".o_ops_fact:has-text('到货晚') input[type=checkbox]")
    screen.is_readable()
    manager.picture("saturday-6-topics")
    screen.tap(".o_ops_end")
    manager.page.wait_for_selector(".o_ops_end", state="detached")
    (held,) = manager.call("ops.meeting", "read", [meeting], ["state"])["result"]
    assert held["state"] == "held"
    manager.picture("saturday-7-held")
    given = [["ops_is_given", "=", True], ["summary", "=", "给三家客户打电话说明交货期"]]
    assert manager.call("mail.activity", "search_count", given)["result"] == 1
    assert not manager.errors
