"""A consultant's visit and her calls on the phone: taps and seconds are counted and printed (T14)."""

import pytest

from ..common import clause
from .common import chromium
from .phone import CUSTOMER, Phone, button, plan

MOST_LEAVING, MOST_SECONDS, MOST_CALL = 2, 120, 3


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@clause("V1.1", "V4.1", part="on the phone")
def test_a_visit_on_the_phone_takes_two_taps_to_leave_and_two_minutes_to_report(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    consultant = phone.person
    consultant.open(f"visits/{plan(consultant)}", ".o_form_view")
    consultant.picture("visit-1-before-leaving")

    phone.start()
    if phone.page.locator(button("action_kit_complete")).count():
        phone.tap(button("action_kit_complete"))
        phone.page.wait_for_selector(button("action_kit_complete"), state="detached")
    phone.tap(button("action_depart"))
    phone.waits(button("action_arrive"))
    taps, _seconds = phone.told("leave for a visit")
    assert taps <= MOST_LEAVING
    consultant.picture("visit-2-on-the-way")

    phone.tap(button("action_arrive"))
    phone.waits(button("action_finish"))
    phone.tap(button("action_finish"))
    phone.waits(button("action_report"))
    consultant.picture("visit-3-to-report")

    phone.start()
    phone.tap("div[name=result] .btn:has-text('有兴趣')")
    phone.type("talk", "三号线元旦检修，月底给清单")
    phone.chooses_no_next()
    phone.tap(button("action_report"))
    phone.page.wait_for_selector(button("action_report"), state="detached")
    _taps, seconds = phone.told("report a visit, choices and a line")
    assert seconds <= MOST_SECONDS
    consultant.picture("visit-4-reported")
    assert not consultant.errors


@clause("P1.1", part="on the phone")
def test_a_call_on_the_phone_takes_three_taps_and_the_next_one_is_there(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    consultant = phone.person
    soon = {"channel": "outbound", "goal": "春季轴承优惠", "minutes_planned": 5}
    for _number in range(3):
        first = plan(consultant, minutes=20, **soon)
    assert first
    consultant.open("my-calls", ".o_kanban_record")
    consultant.picture("call-1-list")
    phone.page.locator(f".o_kanban_record:has-text('{CUSTOMER}')").first.click(position={"x": 60, "y": 14})
    phone.waits(button("action_close_call"))
    consultant.picture("call-2-form")
    shown = phone.page.url

    phone.start()
    assert phone.page.locator("div[name=phone] a[href^='tel:']").count()
    phone.taps += 1  # the number: the telephone takes over
    phone.tap("div[name=result] .btn:has-text('要求报价')")
    phone.tap(button("action_close_call"))
    phone.page.wait_for_function("before => location.href !== before", arg=shown)
    phone.waits(button("action_close_call"))
    taps, _seconds = phone.told("log a call and open the next")
    assert taps <= MOST_CALL
    assert not consultant.errors
