"""A customer's problem at 390 pixels: he opens it, technical goes there, he says that it is solved."""

import base64

import pytest

from data.scenario_portal import PASSWORD

from ..common import PIXEL, clause
from .common import PHONE, TIMEOUT_MS, Person, chromium
from .phone import Phone, button

DRIVE = "变频器"
WORK = "更换风扇，满载运行一小时正常"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


class Customer(Person):
    """The customer's person on his page, which is not the web client."""

    def sign_in(self):
        self.page.goto(f"{self.server.url}/web/login")
        self.page.fill("input[name=login]", self.login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/my**")
        return self

    def open(self, path):
        self.page.goto(f"{self.server.url}{path}")

    def sees(self, text):
        self.page.locator(f"main :text('{text}') >> visible=true").first.wait_for(timeout=TIMEOUT_MS)


def opens_case(customer):
    """He says what is wrong with which of his goods; return the case."""
    customer.open("/new/ticket")
    goods = customer.page.locator("select[name=goods]")
    label = next(text for text in goods.locator("option").all_inner_texts() if DRIVE in text)
    goods.select_option(label=label)
    customer.page.fill("[name=subject]", "风扇不转，机柜报过热")
    customer.page.fill("[name=description]", "昨天下午开始，启动两分钟后报过热停机。")
    photo = {"name": "plate.png", "mimeType": "image/png", "buffer": base64.b64decode(PIXEL)}
    customer.page.set_input_files("input[type=file]", [photo])
    customer.picture("service-1-customer-opens")
    customer.page.locator("form button[type=submit]:has-text('提交')").click()
    customer.sees("已收到")
    customer.picture("service-2-customer-sees")
    return int(customer.page.url.partition("/ticket/")[2].partition("?")[0])


def is_confirmed(browser, server, case_id):
    """Sales support asks for its confirmation, the manager of the salesperson's team confirms."""
    support = Person(browser, server, "ss1").sign_in()
    support.call("helpdesk.ticket", "write", [case_id], {"ops_process": "after_sales"})
    support.call("helpdesk.ticket", "action_ops_submit", [case_id])
    for login in ("sm1", "sm2"):
        Person(browser, server, login).sign_in().call("helpdesk.ticket", "action_ops_approve", [case_id])
    return support.call("helpdesk.ticket", "read", [case_id], ["ops_step", "number"])["result"][0]


@clause("W7.C", "W7.D", "V5.2", part="on the phone")
def test_from_the_customers_page_to_technical_and_back(demo_server, browser):
    customer = Customer(browser, demo_server, "kh1", PHONE).sign_in()
    case_id = opens_case(customer)
    assert is_confirmed(browser, demo_server, case_id)["ops_step"] == "approved"

    phone = Phone.of(browser, demo_server, "te1")
    technician = phone.person
    takes_it_up(phone, case_id)
    goes_there(phone)
    reports(phone, case_id)
    case = technician.call("helpdesk.ticket", "read", [case_id], ["ops_step", "ops_result"])["result"][0]
    assert (case["ops_step"], case["ops_result"].splitlines()[0]) == ("solved", WORK)

    says_it_is_solved(customer, case_id)
    support = Person(browser, demo_server, "ss1").sign_in()
    told = support.call("helpdesk.ticket", "read", [case_id], ["ops_step", "ops_told_how"])["result"][0]
    assert (told["ops_step"], told["ops_told_how"]) == ("closed", "portal")
    assert not technician.errors


def takes_it_up(phone, case_id):
    """Technical finds it on the first page, takes it up and decides to send somebody."""
    technician = phone.person
    technician.open("ops-home", ".o_ops_card[data-key=cases_technical]")
    technician.picture("service-3-technical-first-page")
    phone.open(f"helpdesk.ticket/{case_id}")
    phone.tap(button("action_ops_take_up"))
    phone.waits_gone(button("action_ops_take_up"))
    phone.tap("a[name=ops_technical]")
    phone.tap("div[name=ops_dispatch] .btn:has-text('派人'), div[name=ops_dispatch] .badge:has-text('派人')")
    phone.type("ops_dispatch_reason", "风扇要现场更换")
    technician.picture("service-4-technical-decides")
    phone.taps_more("action_ops_send_someone")


def goes_there(phone):
    """He goes there, works, lets the customer sign, reports."""
    phone.waits(button("action_depart"))
    for done, following in (("depart", "arrive"), ("arrive", "finish"), ("finish", "report")):
        phone.tap(button(f"action_{done}"))
        phone.waits(button(f"action_{following}"))
    phone.type("work_done", WORK)
    phone.type("parts_used", "风扇 1 只")
    phone.type("service_signed_by", "卞正军")
    signs(phone)
    phone.person.picture("service-5-technical-on-site")
    phone.tap(button("action_report"))
    phone.waits_gone(button("action_report"))


def signs(phone):
    """The customer draws his name on the glass."""
    phone.tap("div[name=service_signature] .o_signature, div[name=service_signature] img")
    pad = phone.page.locator(".modal canvas").first
    pad.wait_for()
    place = pad.bounding_box()
    phone.page.mouse.move(place["x"] + 40, place["y"] + 40)
    phone.page.mouse.down()
    phone.page.mouse.move(place["x"] + 120, place["y"] + 80, steps=8)
    phone.page.mouse.move(place["x"] + 200, place["y"] + 40, steps=8)
    phone.page.mouse.up()
    phone.person.picture("service-5-signature")
    phone.tap(".modal-footer .btn-primary")
    phone.waits_gone(".modal canvas")


def reports(phone, case_id):
    """What he did is the result; manager, support and salesperson are told."""
    phone.open(f"helpdesk.ticket/{case_id}")
    phone.tap(button("action_ops_solve"))
    phone.waits_gone(button("action_ops_solve"))
    phone.person.picture("service-6-technical-reported")


def says_it_is_solved(customer, case_id):
    customer.open(f"/my/ticket/{case_id}")
    customer.sees("已解决")
    customer.picture("service-7-customer-asked")
    customer.page.fill("[name=words]", "好了，谢谢。")
    customer.page.click("button[name=answer][value=solved]")
    customer.sees("已办结")
    customer.picture("service-8-customer-done")
