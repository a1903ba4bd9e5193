"""At 390 pixels: several approvals refused at once, the handbook acknowledged, a case answered, an absence
entered.
"""

import pytest

from ..common import clause
from .common import chromium
from .phone import Phone, button

PRESS_MS = 900  # longer than what the client takes for a tap
# A finger that lies on a card selects it.
PRESS = f"""card => {{
    const touch = new Touch({{identifier: 1, target: card, clientX: 40, clientY: 200}});
    const send = (what, touches) => card.dispatchEvent(new TouchEvent(what, {{
        touches, targetTouches: touches, changedTouches: [touch], bubbles: true, cancelable: true}}));
    send('touchstart', [touch]);
    return new Promise(done => setTimeout(() => {{ send('touchend', []); done(); }}, {PRESS_MS}));
}}"""
WHY = "交货期请与采购核实后再提交"
CARD = ".o_kanban_record:not(.o_kanban_ghost)"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def quotations(consultant, number):
    """Return new small quotations, submitted, made from one that the consultant has already."""
    small = [["ops_is_major", "=", False], ["ops_has_key_product", "=", False]]
    small += [["ops_has_difficult_product", "=", False], ["user_id.login", "=", consultant.person.login]]
    known = consultant.person.call("sale.order", "search", small, limit=1)["result"]
    made = []
    for _number in range(number):
        copy = consultant.person.call("sale.order", "copy", known, {"validity_date": "2030-12-31"})["result"]
        made += copy if isinstance(copy, list) else [copy]
    answer = consultant.person.call("sale.order", "action_ops_submit", made)
    assert "error" not in answer, answer
    return consultant.person.call("sale.order", "read", made, ["name", "ops_approval_state"])["result"]


@clause("W2.E", part="several at once on the phone")
def test_a_manager_refuses_two_at_once(demo_server, browser):
    asked = quotations(Phone.of(browser, demo_server, "sc1"), 2)
    names = [order["name"] for order in asked]
    phone = Phone.of(browser, demo_server, "sm1")
    phone.person.open("ops-approvals", CARD)
    first, second = (phone.page.locator(f"{CARD}:has-text('{name}')").first for name in names)
    first.evaluate(PRESS)
    second.locator("span.fw-bold, .fw-bold").first.click()
    phone.person.expect_text(".o_selection_box", "2")
    phone.person.picture("discipline-1-two-selected")
    phone.tap(".o_control_panel button:has(.fa-cog)")
    refuse = phone.page.locator(".o-dropdown-item:has-text('驳回') >> visible=true").first
    place = phone.person.resting_place(refuse)
    phone.page.mouse.click(*place)
    phone.waits(".modal textarea")
    for name in names:
        phone.person.expect_text(".modal", name)
    phone.page.locator(".modal textarea").first.fill(WHY)
    phone.person.picture("discipline-2-why")
    phone.tap(".modal button[name=action_confirm]")
    phone.waits_gone(".modal textarea")
    phone.waits_gone(f"{CARD}:has-text('{names[0]}')")
    phone.person.picture("discipline-3-refused")
    read = phone.person.call("sale.order", "read", [order["id"] for order in asked], ["ops_approval_state"])
    assert {order["ops_approval_state"] for order in read["result"]} == {"refused"}
    assert not phone.person.errors


@clause("M7.1", part="on the phone")
def test_who_is_asked_acknowledges_with_one_tap(demo_server, browser):
    phone = Phone.of(browser, demo_server, "fm1")
    phone.person.open("ops-home", ".o_ops_card[data-key=handbook]")
    phone.person.picture("discipline-4-asked")
    phone.tap(".o_ops_card[data-key=handbook] .o_ops_row [role=button]")
    phone.waits(button("action_acknowledge"))
    phone.person.picture("discipline-5-my-clauses")
    phone.start()
    phone.tap(button("action_acknowledge"))
    phone.waits_gone(button("action_acknowledge"))
    taps, _seconds = phone.told("acknowledge the handbook")
    assert taps == 1
    assert phone.count("ops.handbook.ack", ["state", "=", "asked"], ["user_id.login", "=", "fm1"]) == 0


@clause("R16", part="answered on the phone")
def test_a_person_answers_his_case(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    mine = [["state", "=", "draft"], ["user_id.login", "=", "sc1"]]
    case_id = phone.person.call("ops.penalty", "search", mine)["result"][0]
    phone.open(f"ops.penalty/{case_id}")
    phone.person.picture("discipline-6-case")
    phone.tap(button("action_open_answer"))
    phone.waits(".modal textarea")
    phone.page.locator(".modal textarea").first.fill("当天客户现场没有网络，第二天一早已补录")
    phone.person.picture("discipline-7-answer")
    phone.tap(".modal button[name=action_confirm]")
    phone.waits_gone(".modal textarea")
    case = phone.person.call("ops.penalty", "read", [case_id], ["answer", "date_answered"])["result"][0]
    assert case["date_answered"] and "没有网络" in case["answer"]
    phone.person.picture("discipline-8-answered")


@clause("G1", part="an absence on the phone")
def test_an_absence_is_entered(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc2")
    phone.open("ops-absences/new")
    phone.start()
    phone.tap("div[name=deputy_id] input")
    phone.tap(".modal .o_kanban_record:has-text('陆景行')")
    phone.waits_gone(".modal")
    phone.tap("div[name=date_to] input, div[name=date_to] button")
    today = phone.page.locator(".o_datetime_picker .o_today >> visible=true").first
    phone.page.mouse.click(*phone.person.resting_place(today))
    phone.taps += 1
    phone.person.picture("discipline-9-absence")
    phone.page.keyboard.press("Escape")
    phone.tap(".o_form_button_save")
    phone.waits_gone(".o_form_button_save >> visible=true")
    taps, _seconds = phone.told("enter an absence for today")
    assert taps <= 5
    mine = [["user_id.login", "=", "sc2"]]
    named = phone.person.call("ops.absence", "search_read", mine, ["deputy_id", "state"])
    assert [(row["deputy_id"][1], row["state"]) for row in named["result"]] == [("陆景行", "now")]
    phone.person.picture("discipline-10-away")
    assert not phone.person.errors
