"""A consultant's day on the phone: photos, and twenty calls in a row (V1.7, P1.1)."""

import io

import pytest
from PIL import Image

from ..common import clause
from .common import chromium
from .phone import Phone, button, plan

LONGEST, MANY_CALLS = 1600, 20


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def photo(name, width, height):
    content = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(content, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


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
