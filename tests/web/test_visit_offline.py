"""The connection is lost on the phone: what was typed is kept, and sent once (V1.7, P3.1)."""

import pytest

from ..common import clause
from .common import chromium
from .phone import UNTIL_KEPT_MS, Phone, button, plan

STRIP = ".o_ops_draft"
TALK = "div[name=talk] textarea"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def lose_next_answer(page):
    """Let the next save reach the server, and its answer be lost on the way back."""

    def pass_on(route):
        route.fetch()
        route.abort()

    page.route("**/web_save", pass_on, times=1)


def come_back(page):
    page.evaluate("window.dispatchEvent(new Event('online'))")


@clause("V1.7", part="connection lost while reporting")
def test_a_report_typed_without_a_connection_outlives_the_page_and_is_sent_once(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    visit = plan(phone.person)
    phone.goes_there(visit)
    phone.start()
    phone.person.context.set_offline(True)
    phone.tap("div[name=result] .btn:has-text('有兴趣')")
    phone.write("talk", "三号线元旦检修")
    phone.tap(button("action_report"))
    phone.waits(STRIP)
    phone.person.expect_text(STRIP, "保存在本手机")
    phone.write("talk", "，月底给清单")
    phone.page.wait_for_timeout(UNTIL_KEPT_MS)
    phone.person.picture("offline-1-kept")
    phone.page.close()
    assert not phone.read_with_connection(visit, "talk")["talk"]

    phone.person.page = phone.page = phone.person.context.new_page()
    phone.open(f"visits/{visit}")
    phone.page.wait_for_function(f"document.querySelector('{TALK}')?.value === '三号线元旦检修，月底给清单'")
    phone.waits_gone(STRIP)
    phone.person.picture("offline-2-sent")
    assert phone.read(visit, "talk", "result")["talk"] == "三号线元旦检修，月底给清单"
    phone.chooses_no_next()
    phone.tap(button("action_report"))
    phone.waits_gone(button("action_report"))
    phone.told("report a visit, the connection lost meanwhile")
    assert phone.read(visit, "state", "result") == {"id": visit, "state": "reported", "result": "interested"}
    assert not phone.drafts()


@clause("V4.1", part="handed in once the connection is back")
def test_a_report_handed_in_without_a_connection_is_handed_in_when_it_is_back(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    visit = plan(phone.person)
    phone.goes_there(visit)
    phone.tap("div[name=result] .btn:has-text('有兴趣')")
    phone.write("talk", "三号线元旦检修")
    phone.chooses_no_next()
    phone.person.context.set_offline(True)
    phone.tap(button("action_report"))
    phone.waits(STRIP)
    phone.person.context.set_offline(False)
    phone.waits_gone(button("action_report"))
    phone.waits_gone(STRIP)
    assert phone.read(visit, "state", "talk") == {
        "id": visit,
        "state": "reported",
        "talk": "三号线元旦检修",
    }


@clause("V3.5", part="an answer that was lost doubles nothing")
def test_when_only_the_answer_was_lost_nothing_is_doubled(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    visit = plan(phone.person)
    phone.goes_there(visit)
    phone.tap("div[name=fact_ids] button:has-text('添加'), div[name=fact_ids] .o-kanban-button-new")
    phone.page.locator(".modal div[name=text] input, .modal div[name=text] textarea").first.fill(
        "备件半年一采"
    )
    phone.tap(".modal .o_form_button_save, .modal button:has-text('保存并关闭')")
    phone.waits_gone(".modal")
    lose_next_answer(phone.page)
    phone.tap(".o_form_button_save")
    phone.waits(STRIP)
    phone.write("talk", "三号线元旦检修")
    come_back(phone.page)
    phone.waits_gone(STRIP)
    kept = phone.read(visit, "talk", "fact_ids")
    assert kept["talk"] == "三号线元旦检修"
    assert len(kept["fact_ids"]) == 1
    assert not phone.drafts()


@clause("P3.1", part="a note sent twice is one")
def test_a_note_of_an_unknown_caller_whose_answer_was_lost_is_one_and_one_lead(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    number = phone.unknown_number()
    phone.open("incoming-call")
    phone.start()
    phone.type("caller_number", number)
    phone.write("talk", "问两套密封，急")
    phone.tap("div[name=result] .btn:has-text('要求报价')")
    lose_next_answer(phone.page)
    phone.tap(button("action_close_call"))
    phone.waits(STRIP)
    phone.person.picture("offline-3-note")
    come_back(phone.page)
    phone.waits_gone(STRIP)
    phone.until_one("ops.visit", ["caller_number", "=", number], ["state", "=", "reported"])
    phone.told("note of an unknown caller, the answer lost")
    assert phone.count("ops.visit", ["caller_number", "=", number]) == 1
    assert phone.count("crm.lead", ["phone", "=", number]) == 1


@clause("P3.1", part="a draft is its author's")
def test_a_note_that_was_never_saved_is_offered_to_its_author_only(demo_server, browser):
    phone = Phone.of(browser, demo_server, "sc1")
    phone.open("incoming-call")
    phone.person.context.set_offline(True)
    phone.write("talk", "问两套密封，急")
    phone.page.wait_for_timeout(UNTIL_KEPT_MS)
    phone.page.close()
    phone.person.context.set_offline(False)
    phone.person.page = phone.page = phone.person.context.new_page()

    phone.sign_in_as("sc2")
    phone.open("incoming-call")
    phone.page.wait_for_timeout(UNTIL_KEPT_MS)
    assert not phone.page.locator(STRIP).count()

    phone.sign_in_as("sc1")
    phone.open("incoming-call")
    phone.waits(STRIP)
    phone.person.expect_text(STRIP, "问两套密封")
    phone.person.picture("offline-4-offered")
    phone.tap(f"{STRIP} .btn-primary")
    phone.page.wait_for_function(f"document.querySelector('{TALK}').value === '问两套密封，急'")
    number = phone.unknown_number()
    phone.type("caller_number", number)
    phone.tap("div[name=result] .btn:has-text('有兴趣')")
    phone.tap(button("action_close_call"))
    phone.until_one("ops.visit", ["caller_number", "=", number], ["state", "=", "reported"])
    assert not phone.drafts()
