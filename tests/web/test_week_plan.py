"""The week is planned on the phone in a few taps, and confirmed there by who stands above (W1.A, W1.B)."""

from datetime import datetime, timedelta

import pytest

from ..common import clause
from .common import chromium
from .phone import Phone, button

CARD = ".o_view_controller.o_kanban_view .o_kanban_record:not(.o_kanban_ghost)"
MOST_SECONDS = 90


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def week_of(phone, *names):
    """Return the newest plan of a week of who holds the phone."""
    domain = [["user_id.login", "=", phone.person.login], ["period", "=", "week"]]
    fields = ["display_name", "state", "visit_count", *names]
    answer = phone.person.call("ops.work.plan", "search_read", domain, fields, order="id desc", limit=1)
    return answer["result"][0]


def visits_of(phone):
    """Return when the visits of the week are, the earliest first, in the time of the company."""
    plan = week_of(phone, "date_from", "date_to")
    domain = [
        ["user_id.login", "=", phone.person.login],
        ["channel", "=", "visit"],
        ["date_start", ">=", plan["date_from"]],
        ["date_start", "<=", f"{plan['date_to']} 15:59:59"],
    ]
    found = phone.person.call("ops.visit", "search_read", domain, ["date_start"], order="date_start, id")
    starts = [datetime.fromisoformat(visit["date_start"]) + timedelta(hours=8) for visit in found["result"]]
    return [f"{start.month}-{start.day} {start:%H:%M}" for start in starts]


@clause("W1.A", part="on the phone")
@clause("W1.B", part="handed in and confirmed on the phone")
def test_a_week_is_proposed_moved_handed_in_and_confirmed_on_the_phone(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc3")
    phone.open("new-plan")
    phone.start()
    phone.tap(button("action_propose"))
    phone.waits(CARD)
    phone.person.picture("week-1-proposed")
    plan = week_of(phone)
    assert plan["state"] == "draft"
    assert plan["visit_count"] > 5
    days = visits_of(phone)
    assert days[0] in phone.page.locator(CARD).first.inner_text().replace("月", "-").replace("日", "")

    phone.tap(CARD)
    phone.waits("div[name='date_start']")
    phone.person.picture("week-2-visit")
    phone.tap("div[name='date_start'] input, div[name='date_start'] button")
    phone.waits(".o_datetime_picker")
    tomorrow = ".o_datetime_picker .o_selected + .o_date_item_cell"
    phone.tap(tomorrow)
    phone.person.picture("week-3-day")
    phone.tap(".o_datetime_picker button:has-text('应用')")
    phone.tap(".o_form_button_save")
    phone.waits_gone(".o_form_button_save >> visible=true")
    for following in (CARD, button("action_ops_submit")):
        phone.tap(".o_navbar .oi-arrow-left")
        phone.waits(following)
    assert visits_of(phone) != days
    phone.person.picture("week-4-plan")
    phone.tap(button("action_ops_submit"))
    phone.waits_gone(button("action_ops_submit"))
    taps, seconds = phone.told("a week proposed, a visit moved, handed in")
    phone.person.picture("week-5-handed-in")
    assert taps <= 10
    assert seconds < MOST_SECONDS
    assert week_of(phone)["state"] == "submitted"
    assert not phone.person.errors

    head = Phone.of(browser, demo_server, "sm2")
    head.person.open("ops-approvals", ".o_kanban_record")
    head.start()
    head.person.picture("week-6-inbox")
    head.page.locator(".o_kanban_record:has-text('周计划'):has-text('梁书颖')").first.click(
        position={"x": 60, "y": 14}
    )
    head.taps += 1
    head.waits(".o_form_view")
    head.person.picture("week-7-to-confirm")
    first = head.page.locator(".o_form_statusbar .o_statusbar_buttons button:visible").first
    assert first.get_attribute("name") == "action_ops_approve"
    head.tap(button("action_ops_approve"))
    head.waits_gone(button("action_ops_approve"))
    taps, seconds = head.told("a week confirmed by the manager")
    head.person.picture("week-8-confirmed")
    assert taps == 2
    assert week_of(phone)["state"] in ("approved", "running")
    assert not head.person.errors
