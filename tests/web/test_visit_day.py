"""A consultant's day on the phone: places of his taps, photos, twenty calls in a row (V1.1, V1.7, P1.1)."""

import io

import pytest
from PIL import Image

from ..common import clause
from .common import chromium
from .phone import Phone, button, plan

LONGEST, MANY_CALLS, MOST_SECONDS = 1600, 20, 60


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def with_places(demo_server, browser):
    """Switch places on in the company, as its administrator does in the settings."""
    administrator = Phone.of(browser, demo_server, "admin").person
    companies = administrator.call("res.company", "search", [])["result"]
    assert administrator.call("res.company", "write", companies, {"ops_place_on": True})["result"]
    administrator.context.close()


def places(phone, visit):
    """Return the places of a visit's taps as its consultant reads them."""
    domain = [["visit_id", "=", visit]]
    return phone.person.call(
        "ops.visit.place", "search_read", domain, ["tap", "state", "result", "accuracy"]
    )["result"]


def photo(name, width, height):
    content = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(content, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


@clause("V1.1", part="the place of a tap, agreed to by the person himself")
def test_the_place_is_asked_for_in_words_then_kept_at_each_tap(demo_server, browser, with_places):
    phone = Phone.of(browser, demo_server, "sc1")
    phone.person.context.grant_permissions(["geolocation"])
    phone.person.context.set_geolocation({"latitude": 31.298, "longitude": 120.585, "accuracy": 25})
    first = plan(phone.person)
    phone.open(f"visits/{first}")
    question = "div[name=strip_place]"
    phone.waits(question)
    phone.person.expect_text(question, "途中绝不记录")
    phone.person.picture("day-2-place-asked")
    phone.tap(f"{question} button[name=action_agree_place]")
    phone.waits_gone(f"{question} >> visible=true")
    phone.goes_there(first)
    assert [(place["tap"], place["state"], place["accuracy"]) for place in places(phone, first)] == [
        (tap, "taken", 25) for tap in ("depart", "arrive", "finish")
    ]
    phone.tap("div[name=result] .btn:has-text('有兴趣')")
    phone.write("talk", "三号线元旦检修")
    phone.chooses_no_next()
    phone.tap(button("action_report"))
    phone.waits_gone(button("action_report"))

    second = plan(phone.person)
    phone.start()
    phone.goes_there(second)
    phone.told("leave, arrive and finish, with the place")
    assert [place["result"] for place in places(phone, second)][1:] == ["at", "at"]
    phone.tap(".o_notebook .nav-link:has-text('计划')")
    phone.person.expect_text("div[name=place_text]", "在现场")
    phone.page.locator("div[name=place_text]").scroll_into_view_if_needed()
    phone.person.picture("day-3-at-the-place")
    assert not phone.person.errors


@clause("V1.1", part="no tap waits or fails because of its place")
def test_a_place_that_the_phone_refuses_keeps_nobody(demo_server, browser, with_places):
    phone = Phone.of(browser, demo_server, "sc3")  # who agreed long ago
    visit = plan(phone.person)
    phone.open(f"visits/{visit}")
    phone.waits(button("action_depart"))
    phone.waits_gone("div[name=strip_place] >> visible=true")
    phone.start()
    phone.goes_there(visit)
    _taps, seconds = phone.told("leave, arrive and finish, the place refused")
    assert seconds < MOST_SECONDS
    assert {place["state"] for place in places(phone, visit)} <= {"refused", "no_signal"}
    assert len(places(phone, visit)) == 3


@clause("V1.7", part="photos are made smaller before they are sent")
def test_photos_are_several_at_once_and_small_when_they_are_sent(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    visit = plan(phone.person)
    phone.goes_there(visit)
    photos = [photo("plate.jpg", 2400, 1800), photo("stock.jpg", 1200, 1700)]
    phone.page.locator("div[name=photo_ids] input[type=file]").set_input_files(photos)
    phone.page.locator("div[name=photo_ids] img").nth(1).wait_for()
    phone.person.picture("day-1-photos")
    phone.tap(".o_form_button_save")
    phone.waits_gone(".o_form_button_save >> visible=true")
    kept = phone.read(visit, "photo_ids")["photo_ids"]
    assert len(kept) == 2
    for number, sent in zip(sorted(kept), photos, strict=True):
        answer = phone.person.context.request.get(f"{demo_server.url}/web/content/{number}")
        with Image.open(io.BytesIO(answer.body())) as picture:
            assert max(picture.size) == LONGEST
        assert len(answer.body()) < len(sent["buffer"]) / 2
    assert not phone.person.errors


@clause("P1.1", part="twenty calls in a row")
def test_twenty_calls_in_a_row_take_three_taps_each(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc2")
    calls = [
        plan(phone.person, 0, channel="outbound", goal="春季轴承优惠", minutes_planned=5)
        for _number in range(MANY_CALLS)
    ]
    made = [["channel", "=", "outbound"], ["state", "=", "reported"], ["user_id.login", "=", "sc2"]]
    before = phone.count("ops.visit", *made)
    phone.open(f"call/{calls[0]}")
    phone.start()
    for _number in calls:
        shown = phone.page.url
        assert phone.page.locator("div[name=phone] a[href^='tel:']").count()
        phone.taps += 1  # the number: the telephone takes over
        phone.tap("div[name=result] .btn:has-text('有兴趣')")
        phone.tap(button("action_close_call"))
        phone.page.wait_for_function("before => location.href !== before", arg=shown)
        phone.waits(f"{button('action_close_call')}, .o_view_nocontent, .o_kanban_view")
    taps, _seconds = phone.told(f"{MANY_CALLS} calls in a row")
    assert taps <= 3 * MANY_CALLS
    assert phone.count("ops.visit", *made) == before + MANY_CALLS
    assert not phone.person.errors
