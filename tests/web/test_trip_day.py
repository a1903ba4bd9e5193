"""A day of a trip reported on the phone, with its place where the person agreed (M7.5)."""

import pytest

from ..common import clause
from .common import chromium
from .phone import Phone

CARD = ".o_ops_card[data-key=trip_report], .o_ops_card[data-key=trips]"
MOST_TAPS = 3


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def phone(demo_server, browser):
    """The consultant who is on the way today; the demo company keeps places of who agrees."""
    phone = Phone.of(browser, demo_server, "sc2")
    phone.person.context.grant_permissions(["geolocation"])
    phone.person.context.set_geolocation({"latitude": 34.2058, "longitude": 117.2857, "accuracy": 25})
    return phone


def open_report(phone):
    phone.person.open("ops-home", CARD)
    phone.tap(f"{CARD} >> .o_ops_act")
    phone.waits(".o_ops_trip_report")


def hand_in(phone, choice):
    phone.tap(f".o_ops_trip_report .btn:has-text('{choice}'), .o_ops_trip_report .badge:has-text('{choice}')")
    phone.tap("button[name=action_hand_in]")
    phone.waits_gone(".o_ops_trip_report")


@clause("M7.5", part="the place of a report, on the phone")
def test_a_day_is_reported_in_three_taps_and_with_its_place_once_agreed(phone):
    open_report(phone)
    phone.waits("div[name=strip_place]")
    phone.person.expect_text("div[name=strip_place]", "提交出差汇报时")
    phone.person.picture("trip-1-place-asked")
    phone.write("text", "样品装好，明天再看一天")
    phone.tap("div[name=strip_place] button[name=action_agree_place]")
    phone.waits_gone("div[name=strip_place] >> visible=true")
    assert phone.page.locator("div[name=text] textarea").input_value() == "样品装好，明天再看一天"
    phone.person.picture("trip-2-agreed")
    hand_in(phone, "现场服务")

    phone.start()
    open_report(phone)
    hand_in(phone, "拜访客户")
    taps, _seconds = phone.told("a day of a trip reported, with its place")
    assert taps <= MOST_TAPS
    places = phone.person.call(
        "ops.visit.place", "search_read", [["tap", "=", "hand_in"]], ["state", "accuracy", "report_id"]
    )["result"]
    assert [(place["state"], place["accuracy"]) for place in places] == [("taken", 25)] * 2
    assert len({place["report_id"][0] for place in places}) == 2
    assert not phone.person.errors
